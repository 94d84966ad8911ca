import ArrowUp from 'lucide-react/icons/arrow-up';
import Eraser from 'lucide-react/icons/eraser';
import Square from 'lucide-react/icons/square';
import type { KeyboardEvent } from 'react';
import { usePreferences } from '@/components/preferences-store';
import { Button } from '@/ui/button';
import { GrowingTextArea } from '@/ui/growing-text-area';
import { isComposing } from '@/ui/is-composing';
import { IconButton } from '@/ui/icon-button';
import { Kbd } from '@/ui/kbd';
import { comparedDraftChanged, comparedDraftDiscarded } from './comparison-events';
import { isComparing, useComparison } from './comparison-store';
import { stopColumns } from './run-columns';

type Props = {
  onRun: () => void;
  /** Why nothing can be run now. */
  obstacle: string | null;
};

/** One prompt for all columns. */
export function CompareComposer({ onRun, obstacle }: Props) {
  const draft = useComparison((state) => state.draft);
  const isBusy = useComparison(isComparing);
  const enterSends = usePreferences((state) => state.enterSends);
  const runs = !isBusy && obstacle === null;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    if (isComposing(event)) return;
    if (!enterSends && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    // As in the playground: from an empty box only Run sends what is there already, and its own key.
    const isMeant = draft.trim() !== '' || event.ctrlKey || event.metaKey;
    if (!event.repeat && isMeant && runs) onRun();
  }

  return (
    <form
      aria-label="Next message to all"
      onSubmit={(event) => {
        event.preventDefault();
        if (runs) onRun();
      }}
      className="mx-auto flex w-full max-w-4xl items-end gap-2 rounded-xl border border-control bg-surface p-2 shadow-raised focus-within:border-accent-ink"
    >
      <GrowingTextArea
        aria-label="Message to all columns"
        data-composer
        rows={1}
        value={draft}
        placeholder="Say this to every column"
        onChange={(event) => comparedDraftChanged(event.target.value)}
        onKeyDown={onKeyDown}
        className="max-h-[30vh] min-h-7 min-w-0 flex-1 resize-none bg-transparent px-2 py-1 text-base outline-none placeholder:text-ink-3"
      />
      {draft.trim() !== '' && (
        <IconButton label="Discard what is written" size="iconSm" onClick={comparedDraftDiscarded}>
          <Eraser aria-hidden className="size-4" />
        </IconButton>
      )}
      {obstacle !== null && !isBusy && (
        <span className="pb-1.5 text-xs text-ink-3">{obstacle}</span>
      )}
      {isBusy ? (
        // A node of its own: the click that stops must not end as the submit of Run.
        <Button key="stop" size="sm" onClick={stopColumns}>
          <Square aria-hidden className="size-3 fill-current" /> Stop all <Kbd>Esc</Kbd>
        </Button>
      ) : (
        <Button key="run" type="submit" variant="primary" size="sm" disabled={!runs}>
          <ArrowUp aria-hidden className="size-3.5" /> Run all
          <Kbd tone="filled">{enterSends ? 'Enter' : 'Mod+Enter'}</Kbd>
        </Button>
      )}
    </form>
  );
}
