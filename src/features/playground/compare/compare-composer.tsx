import Eraser from 'lucide-react/icons/eraser';
import Plus from 'lucide-react/icons/plus';
import Square from 'lucide-react/icons/square';
import { type KeyboardEvent, type Ref, useImperativeHandle, useMemo } from 'react';
import type { AnswerMessage } from '@/api/wire';
import { usePreferences } from '@/components/preferences-store';
import { Button } from '@/ui/button';
import { GrowingTextArea } from '@/ui/growing-text-area';
import { IconButton } from '@/ui/icon-button';
import { isComposing } from '@/ui/is-composing';
import { Kbd } from '@/ui/kbd';
import { QuietSelect } from '@/ui/quiet-select';
import { RUNS_THEN, useRun } from '../composer/use-run';
import { AttachMenu } from '../attachments/attach-menu';
import { AttachmentTiles } from '../attachments/attachment-tiles';
import { attachingProblem } from '../attachments/draft-target';
import { takePasted } from '../attachments/files-attached';
import { type DraftRole, isDraftEmpty } from '../turns/playground-store';
import { NOTHING_WRITTEN } from '../request/turn-problem';
import {
  comparedDraftAdded,
  comparedDraftChanged,
  comparedDraftDiscarded,
} from '../comparison/comparison-events';
import { type Comparison, isComparing } from '../comparison/comparison-store';
import { comparedDraft } from '../comparison/compared-draft';
import { stopColumns } from '../comparison/run-columns';

type Props = {
  comparison: Comparison;
  onRun: RunColumnTurn;
  /** What Run says. */
  runLabel: string;
  /** Why nothing can be run now. */
  obstacle: string | null;
  standardModel: string;
  /** The models are on their way. */
  isLoading: boolean;
  /** Runs for a turn, when the models are there. */
  ref: Ref<RunColumnTurn>;
};

type ColumnTurn = { id?: string; begun?: AnswerMessage | null };

/** For a turn of one column, or of all of them if none is named; without a turn it is Run. */
export type RunColumnTurn = (turn?: ColumnTurn) => void;

const isOfOther = (before: ColumnTurn, next: ColumnTurn) => before.id !== next.id;

/** One prompt for all columns. */
export function CompareComposer(props: Props) {
  const { comparison, onRun, runLabel, obstacle, standardModel, isLoading, ref } = props;
  const { columns, draft } = comparison;
  const isBusy = isComparing(comparison);
  const enterSends = usePreferences((state) => state.enterSends);
  const runs = !isBusy && obstacle === null;
  const hasModel = columns.every(({ parameters }) => (parameters.model || standardModel) !== '');
  const first = columns[0]?.id;
  // Two comparisons may have the same empty draft.
  const written = useMemo(() => [first, draft], [first, draft]);
  const { run, cancel } = useRun(
    { isBusy, obstacle, hasModel, isLoading, written },
    onRun,
    isOfOther,
  );
  useImperativeHandle(ref, () => run);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    if (isComposing(event)) return;
    if (!enterSends && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    // As in the playground: from an empty box only Run sends what is there already, and its own key.
    const isMeant = !isDraftEmpty(draft) || event.ctrlKey || event.metaKey;
    if (!event.repeat && isMeant) run();
  }

  return (
    <form
      aria-label="Next message to all"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
      className="rounded-xl border border-line-strong bg-raised shadow-raised focus-within:border-accent-ink focus-within:ring-3 focus-within:ring-accent-soft"
    >
      <div className="px-3 pt-3 empty:hidden">
        <AttachmentTiles
          attachments={draft.attachments}
          onChange={(attachments) => comparedDraftChanged({ attachments })}
        />
      </div>
      <div className="flex flex-wrap items-end gap-x-0.5 gap-y-1 p-2">
        <GrowingTextArea
          aria-label="Message to all columns"
          data-composer
          rows={1}
          value={draft.text}
          placeholder="Say this to every column"
          onChange={(event) => comparedDraftChanged({ text: event.target.value })}
          onPaste={(event) => takePasted(event, comparedDraft)}
          onKeyDown={onKeyDown}
          className="max-h-[30vh] min-h-7 min-w-48 flex-1 resize-none bg-transparent px-2 py-0.5 text-read outline-none placeholder:text-ink-3 max-sm:basis-full"
        />
        <Tools comparison={comparison} isBusy={isBusy} />
        {obstacle !== null && obstacle !== NOTHING_WRITTEN && !isBusy && (
          <span className="px-1.5 text-xs/7 text-ink-3">{cancel ? RUNS_THEN : obstacle}</span>
        )}
        {isBusy || cancel ? (
          // A node of its own: the click that stops must not end as the submit of Run.
          <Button key="stop" size="sm" className="ms-1" onClick={cancel ?? stopColumns}>
            <Square aria-hidden className="size-3 fill-current" /> Stop all <Kbd>Esc</Kbd>
          </Button>
        ) : (
          <Button
            key="run"
            type="submit"
            size="sm"
            variant={runs ? 'primary' : 'secondary'}
            notNow={obstacle}
            className="ms-1"
          >
            {runLabel}
            <Kbd tone={runs ? 'filled' : undefined}>{enterSends ? 'Enter' : 'Mod+Enter'}</Kbd>
          </Button>
        )}
      </div>
    </form>
  );
}

/** Results of tools are given in the columns, each where it was asked for. */
const ROLES: readonly DraftRole[] = ['user', 'assistant', 'system', 'developer'];

function Tools({ comparison: { draft }, isBusy }: { comparison: Comparison; isBusy: boolean }) {
  return (
    <>
      <QuietSelect
        aria-label="Role of the message"
        value={draft.role}
        onChange={(event) => comparedDraftChanged({ role: event.target.value as DraftRole })}
        className="h-7 text-sm font-medium capitalize"
      >
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </QuietSelect>
      <AttachMenu target={comparedDraft} disabledReason={attachingProblem(draft.role)} />
      {!isDraftEmpty(draft) && (
        <>
          <IconButton
            label="Add without running"
            size="iconSm"
            disabled={isBusy}
            onClick={comparedDraftAdded}
          >
            <Plus aria-hidden className="size-4" />
          </IconButton>
          <IconButton
            label="Discard what is written"
            size="iconSm"
            onClick={comparedDraftDiscarded}
          >
            <Eraser aria-hidden className="size-4" />
          </IconButton>
        </>
      )}
    </>
  );
}
