import { Button } from '@/ui/button';
import type { Turn } from '../turns/conversation';
import { editIn } from '../turns/edits';
import { editDiscarded } from '../turns/message-edits';
import { editorOpened } from '../turns/open-editors';
import { useInTalk, useTalk } from '../turns/talk';

type Props = { turn: Turn; onOpen?: () => void };

/** Under a message while something typed over it is not saved and its editor is closed. */
export function UnsavedEdit({ turn, onOpen }: Props) {
  const talk = useTalk();
  const isThere = useInTalk(({ edits }) => editIn(edits, turn.key) !== undefined);
  if (!isThere) return null;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-1 text-xs text-ink-2">
      <span aria-hidden className="size-2 rounded-full bg-warning-ink" />
      <span className="mr-1">Changes not saved</span>
      <Button size="sm" variant="ghost" onClick={onOpen ?? (() => editorOpened(turn.key))}>
        Continue writing
      </Button>
      <Button size="sm" variant="ghost" onClick={() => editDiscarded(turn, talk)}>
        Discard
      </Button>
    </div>
  );
}
