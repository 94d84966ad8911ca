// @vitest-environment jsdom
import fc from 'fast-check';
import { renderHook } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { messageOf, promptTurn, type Turn } from './conversation';
import { draftChanged, draftDiscarded } from './conversation-events';
import { promptReworded, roleChanged, turnDeleted, turnEdited } from './turn-events';
import { editIn } from './edits';
import { editDiscarded, editingLeft, messageTyped, saidIn } from './message-edits';
import { editorOpened, useIsEdited } from './open-editors';
import { emptyConversation, isUnsent, usePlayground } from './playground-store';
import { conversationFrom } from './restored';
import { chained, shownTurns } from './turn-tree';
import { useToasts } from '@/ui/toast-store';

const state = () => usePlayground.getState();
const shown = () => shownTurns(state());
const at = (place: number): Turn => shown()[place] ?? promptTurn({ role: '' });
const type = (place: number, text: string) => messageTyped(at(place), () => ({ text }));
const typed = () => shown().map(({ key }) => editIn(state().edits, key)?.text ?? null);
const said = () => shown().map((turn) => saidIn(turn).text);

function undo() {
  useToasts.getState().toasts.at(-1)?.action?.onAct();
}

beforeEach(() => {
  const turns = ['one', 'two', 'three'].map((content) => promptTurn({ role: 'user', content }));
  usePlayground.setState({ ...emptyConversation(), ...chained(turns) }, true);
});

test('what is typed over a message is kept until it is what the message says again', () => {
  type(1, 'two and');
  expect(typed()).toEqual([null, 'two and', null]);
  editingLeft(at(1));
  expect(typed()).toEqual([null, 'two and', null]);
  expect(isUnsent(state())).toBe(true);
  type(1, 'two');
  expect(isUnsent(state())).toBe(false);
});

test('pictures are part of it, and a reload brings all of it back', () => {
  const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } };
  messageTyped(at(0), ({ attachments }) => ({ attachments: [...attachments, picture] }));
  const left: unknown = JSON.parse(JSON.stringify(state()));
  expect(conversationFrom(left)?.edits).toEqual({
    [at(0).key]: { text: 'one', attachments: [picture] },
  });
});

test('saving one message moves what was typed over those behind it to where they are shown', () => {
  type(0, 'first');
  type(2, 'third');
  turnEdited(at(0), { text: 'first', attachments: [] });
  expect(said()).toEqual(['first', 'two', 'three']);
  expect(typed()).toEqual([null, null, 'third']);
  expect(Object.keys(state().edits)).toHaveLength(1);
});

test('saving closes the editor of the message; those of others stay open', () => {
  const isOpen = () => shown().map(({ key }) => renderHook(() => useIsEdited(key)).result.current);
  editorOpened(at(0).key);
  editorOpened(at(2).key);
  turnEdited(at(0), { text: 'first', attachments: [] });
  expect(isOpen()).toEqual([false, false, true]);
  turnEdited(at(2), { text: 'third', attachments: [] });
  expect(isOpen()).toEqual([false, false, false]);
  editorOpened(at(1).key);
  promptReworded(at(1), { text: 'second', attachments: [] });
  expect(isOpen()).toEqual([false, false]);
});

test('another role keeps what was typed', () => {
  type(0, 'first');
  const turn = at(0);
  if (turn.kind === 'prompt') roleChanged(turn, 'system');
  expect(messageOf(at(0))?.role).toBe('system');
  expect(typed()).toEqual(['first', null, null]);
});

test('a prompt that is run anew leaves what was typed behind it in its own branch', () => {
  type(2, 'third');
  promptReworded(at(0), { text: 'first', attachments: [] });
  expect(said()).toEqual(['first']);
  expect(typed()).toEqual([null]);
  expect(Object.values(state().edits).map(({ text }) => text)).toEqual(['third']);
});

test('what was discarded comes back with Undo, also in a message that was never saved', () => {
  type(1, 'second');
  editDiscarded(at(1));
  expect(typed()).toEqual([null, null, null]);
  undo();
  expect(typed()).toEqual([null, 'second', null]);
  turnDeleted(at(1));
  undo();
  expect(typed()).toEqual([null, 'second', null]);
});

test('nothing is said of another conversation that has the undone one’s place', () => {
  type(1, 'second');
  editDiscarded(at(1));
  usePlayground.setState(emptyConversation(), true);
  undo();
  expect(state().edits).toEqual({});
});

test('a message that was discarded before it was sent comes back with Undo, before what was typed since', () => {
  const attachments = [{ type: 'image_url', image_url: { url: 'data:,' } }];
  draftChanged({ role: 'system', text: 'first', attachments });
  draftDiscarded();
  expect(state().draft).toMatchObject({ text: '', attachments: [] });
  draftChanged({ text: 'second' });
  undo();
  expect(state().draft).toMatchObject({ role: 'system', text: 'first\n\nsecond', attachments });
  draftDiscarded();
  usePlayground.setState(emptyConversation(), true);
  undo();
  expect(state().draft.text).toBe('');
});

const step = fc.record({
  act: fc.constantFrom('type', 'type', 'leave', 'save', 'discard', 'undo', 'reload'),
  place: fc.nat(2),
  text: fc.oneof(fc.constantFrom('', 'one', 'two', 'three'), fc.string({ unit: 'binary' })),
});

test('over any steps each message has what was typed over it last, and no other has it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const texts = ['one', 'two', 'three'];
      const turns = texts.map((content) => promptTurn({ role: 'user', content }));
      usePlayground.setState({ ...emptyConversation(), ...chained(turns) }, true);
      const model: (string | null)[] = [null, null, null];
      for (const { act, place, text } of steps) {
        const edit = model[place] ?? null;
        if (act === 'type') {
          type(place, text);
          model[place] = text === texts[place] ? null : text;
        } else if (act === 'leave') editingLeft(at(place));
        else if (act === 'discard' || act === 'undo') {
          editDiscarded(at(place));
          if (act === 'discard') model[place] = null;
          else if (edit !== null) undo();
        } else if (act === 'save' && edit !== null) {
          turnEdited(at(place), { text: edit, attachments: [] });
          [texts[place], model[place]] = [edit, null];
        } else if (act === 'reload') {
          const saved = conversationFrom(JSON.parse(JSON.stringify(state())));
          if (saved) usePlayground.setState(saved, true);
        }
        expect(said()).toEqual(texts);
        expect(typed()).toEqual(model);
      }
    }),
    { numRuns: 150 },
  );
});

test('a file from elsewhere brings no edits of messages that it does not have', () => {
  const file = JSON.parse(
    '{"turns":[{"kind":"prompt","key":"__proto__","parent":null,"message":{"role":"user","content":"x"}}],"edits":{"__proto__":{"text":"a","attachments":[]},"y":{"text":"b","attachments":[]},"z":1}}',
  ) as unknown;
  const edits = conversationFrom(file)?.edits ?? {};
  expect(Object.keys(edits)).toEqual(['__proto__']);
  expect(editIn(edits, '__proto__')?.text).toBe('a');
  expect(editIn(edits, 'toString')).toBeUndefined();
});
