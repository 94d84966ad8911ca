import Pencil from 'lucide-react/icons/pencil';
import { Button } from '@/ui/button';
import { Menu, MenuItem, MenuSeparator } from '@/ui/menu';
import type { PromptTurn } from '../turns/conversation';
import { editingLeft } from '../turns/message-edits';
import { editorClosed, editorOpened, useIsEdited } from '../turns/open-editors';
import { type Conversation, isAnswering } from '../turns/playground-store';
import { TalkShown } from '../turns/talk';
import { TurnEditor } from '../turn-actions/turn-editor';
import { UnsavedEdit } from '../turn-actions/unsaved-edit';
import { columnTalk } from '../comparison/column-talk';
import { instructionBegun } from '../comparison/comparison-events';
import { letterOf } from '../comparison/comparison-store';
import { PromptText } from './prompt-cells';
import { Span } from './grid';

type Props = {
  row: number;
  name: string;
  columns: readonly Conversation[];
  /** One of each column, all with the same words; none where no column has any. */
  turns: readonly PromptTurn[];
  onRunAll: () => void;
};

/** The editor that writes into every column. */
const editorOf = ({ key }: PromptTurn) => `all ${key}`;

/** A prompt that all columns share stands once; it can be changed in all of them, or in one. */
export function SharedPrompt({ row, name, columns, turns, onRunAll }: Props) {
  const [turn] = turns;
  const [first] = columns;
  if (!first) return null;
  return (
    <TalkShown value={columnTalk(first.id)}>
      <Span row={row} name={name}>
        {turn ? (
          <SharedWords {...{ turn, turns, columns, onRunAll }} />
        ) : (
          <AddInstructions columns={columns} />
        )}
      </Span>
    </TalkShown>
  );
}

type WordsProps = Pick<Props, 'turns' | 'columns' | 'onRunAll'> & { turn: PromptTurn };

function SharedWords({ turn, turns, columns, onRunAll }: WordsProps) {
  const isEditing = useIsEdited(editorOf(turn));
  const isBusy = columns.some(isAnswering);
  const others = columns.slice(1).flatMap(({ id }, at) => {
    const same = turns[at + 1];
    return same ? [{ turn: same, talk: columnTalk(id) }] : [];
  });
  function leave() {
    editorClosed(editorOf(turn));
    editingLeft(turn, columnTalk(columns[0]?.id ?? ''));
    for (const other of others) editingLeft(other.turn, other.talk);
  }
  if (isEditing || turn.isNew)
    return <TurnEditor turn={turn} others={others} onRun={onRunAll} onClose={leave} />;
  return (
    <>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <PromptText turn={turn} against={null} />
        </div>
        <EditMenu {...{ turn, turns, columns, isBusy }} />
      </div>
      <UnsavedEdit turn={turn} onOpen={() => editorOpened(editorOf(turn))} />
    </>
  );
}

type MenuProps = Pick<WordsProps, 'turn' | 'turns' | 'columns'> & { isBusy: boolean };

function EditMenu({ turn, turns, columns, isBusy }: MenuProps) {
  return (
    <Menu
      label="Edit"
      placement="bottom-end"
      trigger={
        <Button variant="ghost" size="sm" className="-my-1 text-ink-3" disabled={isBusy}>
          <Pencil aria-hidden className="size-3.5" /> Edit
        </Button>
      }
    >
      <MenuItem onSelect={() => editorOpened(editorOf(turn))}>In every column</MenuItem>
      <MenuSeparator />
      {columns.map(({ id }, at) => (
        <MenuItem key={id} onSelect={() => editorOpened(turns[at]?.key ?? '')}>
          Only in {letterOf(at)}
        </MenuItem>
      ))}
    </Menu>
  );
}

function AddInstructions({ columns }: Pick<Props, 'columns'>) {
  return (
    <Button
      variant="ghost"
      size="sm"
      className="-my-1 -ms-2.5 text-ink-3"
      disabled={columns.some(isAnswering)}
      onClick={() => {
        for (const { id } of columns) instructionBegun(id);
      }}
    >
      Add instructions to every column
    </Button>
  );
}
