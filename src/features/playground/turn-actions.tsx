import Pencil from 'lucide-react/icons/pencil';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Trash2 from 'lucide-react/icons/trash';
import { textOf } from '#contract/message/read-message';
import { CopyButton } from '@/ui/copy-button';
import { IconButton } from '@/ui/icon-button';
import { DragHandle } from './drag-handle';
import { messageOf, type Turn } from './conversation';
import { turnDeleted } from './conversation-events';
import { isAnswering, usePlayground } from './playground-store';
import { TurnMenu } from './turn-menu';

type Props = { turn: Turn; onEdit: () => void; onRegenerate?: () => void };

export function TurnActions({ turn, onEdit, onRegenerate }: Props) {
  const isBusy = usePlayground(isAnswering);
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
      {onRegenerate && (
        <IconButton label="Answer again" size="iconSm" disabled={isBusy} onClick={onRegenerate}>
          <RotateCcw aria-hidden className="size-3.5" />
        </IconButton>
      )}
      <TurnMenu turn={turn} isBusy={isBusy} />
      <IconButton label="Delete" size="iconSm" disabled={isBusy} onClick={() => turnDeleted(turn)}>
        <Trash2 aria-hidden className="size-3.5" />
      </IconButton>
    </div>
  );
}
