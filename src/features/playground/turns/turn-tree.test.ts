import { expect, test } from 'vitest';
import { promptTurn, type Turn } from './conversation';
import { chained, shownTurns, siblingsOf, type TurnTree, withAppended } from './turn-tree';
import {
  inNewWords,
  withPlaced,
  withInserted,
  withoutTurn,
  withRaised,
  withRestored,
  withShown,
  withVersion,
} from './tree-changes';

const say = (content: string) => promptTurn({ role: 'user', content });
const textsOf = (tree: TurnTree) =>
  shownTurns(tree).map((turn) => (turn.kind === 'prompt' ? turn.message.content : null));

const [a, b, c] = [say('a'), say('b'), say('c')];
const abc = chained([a, b, c]);
const at = (tree: TurnTree, text: string): Turn => {
  const found = shownTurns(tree).find(
    (turn) => turn.kind === 'prompt' && turn.message.content === text,
  );
  if (!found) throw new Error(`No ${text}`);
  return found;
};

test('turns are shown from the beginning to the leaf', () => {
  expect(textsOf(abc)).toEqual(['a', 'b', 'c']);
  expect(textsOf({ ...abc, leaf: b.key })).toEqual(['a', 'b']);
  expect(shownTurns({ turns: [], leaf: null })).toEqual([]);
});

test('a circle in a broken file ends instead of going round', () => {
  const turns = [
    { ...a, parent: b.key },
    { ...b, parent: a.key },
  ];
  expect(shownTurns({ turns, leaf: b.key })).toHaveLength(2);
});

test('another branch leaves the first one whole, and each can be shown again', () => {
  const forked = withAppended({ ...abc, leaf: a.key }, say('b2'));
  expect(textsOf(forked)).toEqual(['a', 'b2']);
  expect(siblingsOf(forked.turns, at(forked, 'b2'))).toHaveLength(2);
  expect(textsOf(withShown(forked.turns, b.key))).toEqual(['a', 'b', 'c']);
});

test('a new version carries copies of what followed, and the old one keeps its own', () => {
  const edited = withVersion(abc, at(abc, 'b'), (turn) =>
    inNewWords(turn, { text: 'B', attachments: [] }),
  );
  expect(textsOf(edited)).toEqual(['a', 'B', 'c']);
  expect(textsOf(withShown(edited.turns, b.key))).toEqual(['a', 'b', 'c']);
  expect(new Set(edited.turns.map(({ key }) => key)).size).toBe(5);
});

test('a turn without other versions goes alone, and what followed closes up', () => {
  expect(textsOf(withoutTurn(abc, at(abc, 'b')))).toEqual(['a', 'c']);
  expect(textsOf(withoutTurn(abc, at(abc, 'c')))).toEqual(['a', 'b']);
  expect(textsOf(withoutTurn(abc, at(abc, 'a')))).toEqual(['b', 'c']);
});

test('one of several versions goes with its branch, and the one beside it is shown', () => {
  const forked = withAppended({ ...abc, leaf: a.key }, say('b2'));
  const shown = withShown(forked.turns, b.key);
  const rest = withoutTurn(shown, at(shown, 'b'));
  expect(textsOf(rest)).toEqual(['a', 'b2']);
  expect(rest.turns).toHaveLength(2);
  expect(textsOf(withRestored(shown, rest))).toEqual(['a', 'b', 'c']);
});

test('undoing keeps what was written since', () => {
  const rest = withoutTurn(abc, at(abc, 'b'));
  const gone = withAppended(rest, say('d'));
  expect(textsOf(withRestored(abc, gone))).toEqual(['a', 'b', 'c', 'd']);
});

test('turns are inserted and change places without losing any', () => {
  expect(textsOf(withInserted(abc, at(abc, 'a'), say('x')))).toEqual(['a', 'x', 'b', 'c']);
  expect(textsOf(withInserted(abc, at(abc, 'c'), say('x')))).toEqual(['a', 'b', 'c', 'x']);
  expect(textsOf(withRaised(abc, at(abc, 'b')))).toEqual(['b', 'a', 'c']);
  expect(textsOf(withRaised(abc, at(abc, 'c')))).toEqual(['a', 'c', 'b']);
  expect(textsOf(withRaised(abc, at(abc, 'a')))).toEqual(['a', 'b', 'c']);
  expect(textsOf(withPlaced(abc, at(abc, 'c'), at(abc, 'a').key))).toEqual(['c', 'a', 'b']);
  expect(textsOf(withPlaced(abc, at(abc, 'a'), null))).toEqual(['b', 'c', 'a']);
  expect(textsOf(withPlaced(abc, at(abc, 'a'), at(abc, 'c').key))).toEqual(['b', 'a', 'c']);
  expect(textsOf(withPlaced(abc, at(abc, 'b'), at(abc, 'b').key))).toEqual(['a', 'b', 'c']);
});

test('a message is put together from its text and what is beside it', () => {
  const image = { type: 'image_url', image_url: { url: 'data:,' } };
  const turn = promptTurn({ role: 'user', content: [{ type: 'text', text: 'old' }, image] });
  expect(inNewWords(turn, { text: 'new', attachments: [image] })).toMatchObject({
    message: { content: [{ type: 'text', text: 'new' }, image] },
  });
  expect(inNewWords(turn, { text: 'new', attachments: [] })).toMatchObject({
    message: { content: 'new' },
  });
});
