import Copy from 'lucide-react/icons/copy';
import Download from 'lucide-react/icons/download';
import MoreHorizontal from 'lucide-react/icons/ellipsis';
import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash';
import { useState } from 'react';
import { formatCount, formatRelativeTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { IconButton } from '@/ui/icon-button';
import { Menu, MenuItem } from '@/ui/menu';
import { NameField } from '@/ui/name-field';
import { useAway } from '../turns/away-conversations';
import { isAnswering, isUnsent, usePlayground } from '../turns/playground-store';
import { exportConversations } from './conversation-file';
import type { Summary } from './conversation-library';
import { conversationCopied, conversationDeleted, conversationNamed } from './history-events';
import { openConversation } from './keep-conversation';

type Props = {
  summary: Summary;
  onChange: () => void;
  onDeleted: (undo: () => Promise<unknown>) => void;
  onOpened: () => void;
};

export function HistoryRow({ summary, onChange, onDeleted, onOpened }: Props) {
  const { id, name, updatedAt, messages } = summary;
  const isOpenUnsent = usePlayground((state) => state.id === id && isUnsent(state));
  const isOpen = usePlayground((state) => state.id === id);
  const isAnswered = usePlayground((state) => state.id === id && isAnswering(state));
  const isAway = useAway(({ conversations }) => conversations.some((each) => each.id === id));
  const isBusy = isAnswered || isAway;
  const [isNaming, setNaming] = useState(false);
  const then = (done: Promise<unknown>) => void done.then(onChange);

  async function open() {
    if (!isOpen) await openConversation(id);
    onOpened();
  }

  if (isNaming) {
    return (
      <li className="px-2 py-1.5">
        <NameField
          label="Name of the conversation"
          name={name}
          onDone={(next) => {
            setNaming(false);
            if (next !== null) then(conversationNamed(id, next));
          }}
        />
      </li>
    );
  }
  return (
    <li className="flex items-center rounded-md hover:bg-hover">
      <button
        type="button"
        aria-current={isOpen || undefined}
        onClick={() => void open()}
        className="min-w-0 flex-1 px-2 py-1.5 text-left aria-[current]:font-medium"
      >
        <span className="block truncate text-sm">
          <bdi>{shownText(name)}</bdi>
        </span>
        <span className="block text-xs font-normal text-ink-3">
          {isOpen ? 'Open · ' : ''}
          {isBusy ? 'Running · ' : ''}
          {(isOpen ? isOpenUnsent : summary.isUnsent) ? 'Not sent or saved · ' : ''}
          {formatRelativeTime(updatedAt / 1000)} · {formatCount(messages, 'message')}
        </span>
      </button>
      <Menu
        label={`Actions for ${name}`}
        placement="bottom-end"
        trigger={
          <IconButton label={`More for ${name}`} size="iconSm">
            <MoreHorizontal aria-hidden className="size-4" />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setNaming(true)}>
          Rename
        </MenuItem>
        <MenuItem icon={<Copy aria-hidden />} onSelect={() => then(conversationCopied(id))}>
          Duplicate
        </MenuItem>
        <MenuItem
          icon={<Download aria-hidden />}
          onSelect={() => void exportConversations([summary])}
        >
          Export
        </MenuItem>
        <MenuItem
          danger
          icon={<Trash2 aria-hidden />}
          disabledReason={isBusy ? 'Stop the running answer first' : undefined}
          onSelect={() => void conversationDeleted(id).then(onDeleted)}
        >
          Delete
        </MenuItem>
      </Menu>
    </li>
  );
}
