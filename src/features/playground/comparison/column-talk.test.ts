// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { useToasts } from '@/ui/toast-store';
import { promptTurn, type Turn } from '../turns/conversation';
import {
  messageInserted,
  promptReworded,
  roleChanged,
  turnDeleted,
  turnDuplicated,
  turnEdited,
  turnMoved,
  turnPlaced,
} from '../turns/turn-events';
import { editingLeft, saidIn } from '../turns/message-edits';
import { emptyConversation, usePlayground } from '../turns/playground-store';
import { chained, shownTurns } from '../turns/turn-tree';
import { columnTalk } from './column-talk';
import { comparisonBegun, instructionBegun } from './comparison-events';
import { useComparison } from './comparison-store';

const first = () => useComparison.getState().columns[0] ?? emptyConversation();
const talk = () => columnTalk(first().id);
const shown = () => shownTurns(first());
const at = (place: number): Turn => shown()[place] ?? promptTurn({ role: '' });
const said = () => shown().map((turn) => saidIn(turn).text);
const open = () => usePlayground.getState();

let before = open();

beforeEach(() => {
  const turns = ['one', 'two', 'three'].map((content) => promptTurn({ role: 'user', content }));
  usePlayground.setState({ ...emptyConversation(), ...chained(turns) }, true);
  before = open();
  comparisonBegun();
});

test.each([['Save', turnEdited] as const, ['Save and run', promptReworded] as const])(
  'instructions that begin in a column are kept there by %s',
  (_name, save) => {
    instructionBegun(first().id);
    const turn = at(0);
    save(turn, { text: 'Be brief.', attachments: [] }, talk());
    editingLeft(turn, talk());
    expect(said()).toEqual(['Be brief.', 'one', 'two', 'three']);
    expect(open()).toBe(before);
  },
);

test('what is done with a message of a column is done there, and nowhere else', () => {
  turnDeleted(at(1), talk());
  expect(said()).toEqual(['one', 'three']);
  useToasts.getState().toasts.at(-1)?.action?.onAct();
  expect(said()).toEqual(['one', 'two', 'three']);
  turnMoved(at(2), 'up', talk());
  expect(said()).toEqual(['one', 'three', 'two']);
  turnPlaced(at(0), null, talk());
  expect(said()).toEqual(['three', 'two', 'one']);
  turnDuplicated(at(0), talk());
  expect(said()).toEqual(['three', 'three', 'two', 'one']);
  const turn = at(0);
  if (turn.kind === 'prompt') roleChanged(turn, 'developer', talk());
  expect(at(0)).toMatchObject({ message: { role: 'developer', content: 'three' } });
  messageInserted(at(3), talk());
  expect(shown()).toHaveLength(5);
  expect(open()).toBe(before);
});
