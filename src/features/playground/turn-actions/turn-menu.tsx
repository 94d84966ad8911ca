import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import Cable from 'lucide-react/icons/cable';
import Copy from 'lucide-react/icons/copy';
import MoreHorizontal from 'lucide-react/icons/ellipsis';
import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import type { ExchangeRecord } from '@/api/record-exchange';
import { IconButton } from '@/ui/icon-button';
import { named } from '@/ui/lazily';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/ui/menu';
import { Opening } from '@/ui/opening';
import { messageOf, type Turn } from '../turns/conversation';
import { messageInserted, roleChanged, turnDuplicated, turnMoved } from '../turns/turn-events';
import { useInTalk, useTalk } from '../turns/talk';
import { shownTurns } from '../turns/turn-tree';
import { recordOf } from '../wire/wire-log';

const WireDialog = named(() => import('../wire/wire-dialog'), 'WireDialog');

const ROLES = ['user', 'assistant', 'system', 'developer'];

type Props = { turn: Turn; isBusy: boolean };

/** What changes the order and the kind of messages. */
export function TurnMenu({ turn, isBusy }: Props) {
  const talk = useTalk();
  const [record, setRecord] = useState<ExchangeRecord | null>(null);
  return (
    <>
      <Menu
        label="Change the conversation"
        trigger={
          <IconButton label="More" size="iconSm" disabled={isBusy}>
            <MoreHorizontal aria-hidden className="size-3.5" />
          </IconButton>
        }
      >
        <MenuItem icon={<Plus aria-hidden />} onSelect={() => messageInserted(turn, talk)}>
          Insert a message below
        </MenuItem>
        {messageOf(turn) && (
          <MenuItem icon={<Copy aria-hidden />} onSelect={() => turnDuplicated(turn, talk)}>
            Duplicate
          </MenuItem>
        )}
        <MoveItems turn={turn} />
        <RoleItems turn={turn} />
        {turn.kind === 'answer' && <CopyIdItem id={turn.facts.completionId} />}
        {turn.kind === 'answer' && <WireItem turn={turn} onOpen={setRecord} />}
      </Menu>
      <Opening>{record && <WireDialog record={record} onClose={() => setRecord(null)} />}</Opening>
    </>
  );
}

/** Of the answer as it is stored. */
function CopyIdItem({ id }: { id: string | null }) {
  return (
    <>
      <MenuSeparator />
      <MenuItem
        icon={<Copy aria-hidden />}
        disabledReason={id === null ? 'Its source gave it no id' : undefined}
        onSelect={() => void navigator.clipboard.writeText(id ?? '')}
      >
        Copy the id
      </MenuItem>
    </>
  );
}

type WireProps = { turn: Turn; onOpen: (record: ExchangeRecord) => void };

function WireItem({ turn, onOpen }: WireProps) {
  const record = recordOf(turn.key);
  return (
    <MenuItem
      icon={<Cable aria-hidden />}
      aria-haspopup="dialog"
      disabledReason={record ? undefined : 'Only the last answers of this visit are recorded'}
      onSelect={() => record && onOpen(record)}
    >
      Wire view
    </MenuItem>
  );
}

function MoveItems({ turn }: { turn: Turn }) {
  const isFirst = turn.parent === null;
  const talk = useTalk();
  const isLast = useInTalk((state) => shownTurns(state).at(-1)?.key === turn.key);
  return (
    <>
      <MenuItem
        icon={<ArrowUp aria-hidden />}
        disabledReason={isFirst ? 'It is the first message' : undefined}
        onSelect={() => turnMoved(turn, 'up', talk)}
      >
        Move up
      </MenuItem>
      <MenuItem
        icon={<ArrowDown aria-hidden />}
        disabledReason={isLast ? 'It is the last message' : undefined}
        onSelect={() => turnMoved(turn, 'down', talk)}
      >
        Move down
      </MenuItem>
    </>
  );
}

/** Answers are the model's, and results belong to their calls. */
function RoleItems({ turn }: { turn: Turn }) {
  const talk = useTalk();
  if (turn.kind === 'answer' || !ROLES.includes(turn.message.role)) return null;
  return (
    <>
      <MenuSeparator />
      <MenuLabel>Role</MenuLabel>
      {ROLES.map((role) => (
        <MenuItem
          key={role}
          checked={role === turn.message.role}
          onSelect={() => roleChanged(turn, role, talk)}
        >
          {role}
        </MenuItem>
      ))}
    </>
  );
}
