import { expect, test } from 'vitest';
import { answerTurn, promptTurn, type Turn } from '../turns/conversation';
import { emptyConversation } from '../turns/playground-store';
import { chained } from '../turns/turn-tree';
import { sheetLines } from './sheet-lines';
import { sharedAtHead, sheetRows, type SheetRow } from './sheet-rows';

const said = (role: string, content: string) => promptTurn({ role, content });
const answered = () => answerTurn({ model: 'm', isOurs: true }, false);
const column = (...turns: Turn[]) => ({ ...emptyConversation(), ...chained(turns) });
const none = new Set<string>();
/** "system*" is shared; the numbers are how many replies each column has there. */
const shape = (rows: SheetRow[]) =>
  rows.map((row) =>
    row.kind === 'prompt'
      ? `${row.role}${row.isShared ? '*' : ''}`
      : row.cells.map(({ length }) => length).join(),
  );

test('what is the same in all stands once, above the heads; what differs below them', () => {
  const one = column(said('system', 'Be brief.'), said('user', 'Hi'), answered());
  const other = column(said('system', 'Be kind.'), said('user', 'Hi'), answered());
  expect(shape(sheetRows([one, one], none))).toEqual(['system*', 'user*', '1,1']);
  expect(sharedAtHead(sheetRows([one, one], none))).toBe(2);
  const rows = sheetRows([one, other], none);
  expect(shape(rows)).toEqual(['system', 'user*', '1,1']);
  expect(sharedAtHead(rows)).toBe(0);
  expect(sheetLines(rows, true)).toMatchObject({ head: 2, rows: [3, 4, 5], figures: 6 });
  expect(sheetLines(sheetRows([one, one], none), false)).toMatchObject({
    head: 3,
    rows: [1, 2, 4],
  });
});

test('results of tools stay with the answer that asked for them', () => {
  const result = promptTurn({ role: 'tool', content: '1', tool_call_id: 'c' });
  const calling = column(said('user', 'Hi'), answered(), result, answered(), said('user', 'And?'));
  const plain = column(said('user', 'Hi'), answered(), said('user', 'And?'), answered());
  expect(shape(sheetRows([calling, plain], none))).toEqual([
    'system*',
    'user*',
    '3,1',
    'user*',
    '0,1',
  ]);
});

test('a column that has more to say, or nothing at all, moves no other', () => {
  const short = column();
  const long = column(said('developer', 'One'), said('system', 'Two'), said('user', 'Hi'));
  const rows = sheetRows([short, long], none);
  expect(shape(rows)).toEqual(['developer', 'system', 'user', '0,0']);
  expect(rows[0]).toMatchObject({ cells: [null, { message: { content: 'One' } }] });
});

test('a column that was not asked before the others went on keeps to their lines', () => {
  const hi = () => said('user', 'Hi');
  const and = () => said('user', 'And?');
  const more = () => said('user', 'More?');
  const went = column(hi(), answered(), and(), answered(), more(), answered());
  const added = column(hi(), and(), more(), answered());
  const begun = ['system*', 'user*', '1,0', 'user*', '1,0', 'user*', '1,1'];
  expect(shape(sheetRows([went, added], none))).toEqual(begun);
  // What it was told beside that is its own.
  const own = column(said('user', 'Hi'), said('user', 'Mine'), answered());
  expect(shape(sheetRows([went, own], none)).slice(0, 4)).toEqual([
    'system*',
    'user*',
    'user',
    '1,1',
  ]);
});

test('a prompt that is being changed in one column alone stands in columns; in all alike it is shared', () => {
  const one = column(said('user', 'Hi'));
  const other = column(said('user', 'Hi'));
  const typed = { text: 'Hi there', attachments: [] };
  const key = other.leaf ?? '';
  expect(shape(sheetRows([one, other], new Set([key])))).toContain('user');
  const edited = { ...other, edits: { [key]: typed } };
  expect(shape(sheetRows([one, edited], none))).toContain('user');
  const both = { ...one, edits: { [one.leaf ?? '']: typed } };
  expect(shape(sheetRows([both, edited], none))).toContain('user*');
});

test('the same words with another picture, or from another role, are not the same', () => {
  const picture = (url: string) =>
    promptTurn({
      role: 'user',
      content: [
        { type: 'text', text: 'What?' },
        { type: 'image_url', image_url: { url } },
      ],
    });
  expect(shape(sheetRows([column(picture('a')), column(picture('b'))], none))).toContain('user');
  expect(shape(sheetRows([column(picture('a')), column(picture('a'))], none))).toContain('user*');
  const roles = [column(said('system', 'Hi')), column(said('developer', 'Hi'))];
  expect(shape(sheetRows(roles, none))[0]).toBe('system');
});
