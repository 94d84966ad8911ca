import { Button } from '@/ui/button';
import type { Turn } from '../conversation';
import { editIn } from '../edits';
import { editDiscarded } from '../message-edits';
import { editorOpened } from '../open-editors';
import { usePlayground } from '../playground-store';

/** Under a message while something typed over it is not saved and its editor is closed. */
export function UnsavedEdit({ turn }: { turn: Turn }) {
  const isThere = usePlayground(({ edits }) => editIn(edits, turn.key) !== undefined);
  if (!isThere) return null;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-1 text-xs text-ink-2">
      <span aria-hidden className="size-2 rounded-full bg-warning-ink" />
      <span className="mr-1">Changes not saved</span>
      <Button size="sm" variant="ghost" onClick={() => editorOpened(turn.key)}>
        Continue writing
      </Button>
      <Button size="sm" variant="ghost" onClick={() => editDiscarded(turn)}>
        Discard
      </Button>
    </div>
  );
}
