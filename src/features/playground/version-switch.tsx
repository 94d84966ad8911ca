import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { IconButton } from '@/ui/icon-button';
import type { Turn } from './conversation';
import { versionShown } from './conversation-events';
import { isAnswering, usePlayground } from './playground-store';
import { siblingsOf } from './turn-tree';

/** Which of several versions of a message is shown, with the branch that follows it. */
export function VersionSwitch({ turn }: { turn: Turn }) {
  const keys = usePlayground(
    useShallow(({ turns }) => siblingsOf(turns, turn).map(({ key }) => key)),
  );
  const isBusy = usePlayground(isAnswering);
  if (keys.length < 2) return null;
  const at = keys.indexOf(turn.key);
  return (
    <fieldset className="flex items-center text-xs text-ink-3 tabular-nums">
      <legend className="sr-only">Version</legend>
      <IconButton
        label="Version before"
        size="iconSm"
        disabled={isBusy || at === 0}
        onClick={() => versionShown(keys[at - 1] ?? '')}
      >
        <ChevronLeft aria-hidden className="size-3.5" />
      </IconButton>
      <span>
        {at + 1}/{keys.length}
      </span>
      <IconButton
        label="Version after"
        size="iconSm"
        disabled={isBusy || at === keys.length - 1}
        onClick={() => versionShown(keys[at + 1] ?? '')}
      >
        <ChevronRight aria-hidden className="size-3.5" />
      </IconButton>
    </fieldset>
  );
}
