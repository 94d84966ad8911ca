import { Dialog } from '@/ui/dialog';
import { ConversationSettings } from '../parameter-panel/conversation-settings';
import { TalkShown } from '../turns/talk';
import { columnTalk } from '../comparison/column-talk';

type Props = { id: string; letter: string; standardModel: string; onClose: () => void };

/** What a column is asked with, its functions too. */
export function ColumnSettings({ id, letter, standardModel, onClose }: Props) {
  return (
    <Dialog title={`Parameters of ${letter}`} placement="right" onClose={onClose}>
      <TalkShown value={columnTalk(id)}>
        <ConversationSettings standardModel={standardModel} />
      </TalkShown>
    </Dialog>
  );
}
