import Pencil from 'lucide-react/icons/pencil';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Trash2 from 'lucide-react/icons/trash';
import { textOf } from '#contract/message/read-message';
import { Button } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { IconButton } from '@/ui/icon-button';
import { DragHandle } from './drag-handle';
import { type AnswerTurn, messageOf, type Turn } from '../turns/conversation';
import { turnDeleted } from '../turns/turn-events';
import { isAnswering } from '../turns/playground-store';
import { useInTalk, useTalk } from '../turns/talk';
import { TurnMenu } from './turn-menu';

type Props = { turn: Turn; onEdit: () => void };

/** What can be done with a message that stands back: icons alone. */
export function TurnActions({ turn, onEdit }: Props) {
  const isBusy = useInTalk(isAnswering);
  const message = messageOf(turn);
  return (
    <div className="flex">
      <DragHandle turn={turn} isBusy={isBusy} />
      {message && <CopyButton text={() => textOf(message)} label="Copy the text" />}
      {message && (
        <IconButton label="Edit" size="iconSm" disabled={isBusy} onClick={onEdit}>
          <Pencil aria-hidden className="size-3.5" />
        </IconButton>
      )}
      <LastActions {...{ turn, isBusy }} />
    </div>
  );
}

type AnswerProps = {
  turn: AnswerTurn;
  onEdit: () => void;
  /** Null where a note above offers it as the next step. */
  onRetry: (() => void) | null;
};

/** What can be done with an answer: always in view, in words. */
export function AnswerActions({ turn, onEdit, onRetry }: AnswerProps) {
  const isBusy = useInTalk(isAnswering);
  const message = messageOf(turn);
  return (
    <div className="-ms-2 flex flex-wrap items-center gap-x-0.5">
      {message && (
        <CopyButton text={() => textOf(message)} size="sm" label="Copy the text" isIconFirst>
          Copy
        </CopyButton>
      )}
      {onRetry && (
        <Button size="sm" variant="ghost" disabled={isBusy} onClick={onRetry}>
          <RotateCcw aria-hidden className="size-3.5" /> Try again
        </Button>
      )}
      {message && (
        <Button size="sm" variant="ghost" disabled={isBusy} onClick={onEdit}>
          <Pencil aria-hidden className="size-3.5" /> Edit
        </Button>
      )}
      <LastActions {...{ turn, isBusy }} />
      <DragHandle turn={turn} isBusy={isBusy} />
    </div>
  );
}

function LastActions({ turn, isBusy }: { turn: Turn; isBusy: boolean }) {
  const talk = useTalk();
  return (
    <>
      <TurnMenu turn={turn} isBusy={isBusy} />
      <IconButton
        label="Delete"
        size="iconSm"
        disabled={isBusy}
        onClick={() => turnDeleted(turn, talk)}
      >
        <Trash2 aria-hidden className="size-3.5" />
      </IconButton>
    </>
  );
}
