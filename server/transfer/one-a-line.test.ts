import { expect, it } from 'vitest';
import { oneALine } from './one-a-line';

/** The lines of a file that arrives in pieces of a size, without the empty ones. */
async function linesOf(file: string, size = file.length): Promise<string[]> {
  const bytes = Buffer.from(file);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  let text = '';
  for await (const piece of oneALine(pieces())) text += piece.toString('latin1');
  return text.split('\n').filter((line) => line.trim() !== '');
}

function isValue(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

const VALUE = {
  id: 'x, "y": {\\',
  choices: [{ index: 0, message: { content: '[a]' } }, {}, 7, [1, { b: null }]],
  metadata: { env: 'x', 'a"b': '}' },
};
const GOOD = ['{"id":"g1"}', '{"id":"g2","a":[{"b":1}]}', '{"id":"g3"}'];
const STYLES: [string, string][] = [
  ['by blanks', JSON.stringify(VALUE, null, 2)],
  ['by tabs, with CRLF', JSON.stringify(VALUE, null, '\t').replaceAll('\n', '\r\n')],
  ['by nothing', JSON.stringify(VALUE, null, 1).replace(/^ +/gm, '')],
];

it.each(STYLES)('a value indented %s is one line, in pieces of any size', async (_, file) => {
  for (const size of [1, 2, 3, 7, 1_000]) {
    const lines = await linesOf(`${file}\n${file}\n${GOOD.join('\n')}\n`, size);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      VALUE,
      VALUE,
      ...GOOD.map((line) => JSON.parse(line) as unknown),
    ]);
  }
});

it.each(STYLES)('a value indented %s and cut anywhere is one bad line', async (_, file) => {
  for (let end = file.indexOf('\n') + 1; end < file.length; end += 1) {
    const lines = await linesOf(`${file.slice(0, end)}\n${GOOD.join('\n')}\n`, 5);
    const bad = lines.filter((line) => !isValue(line));
    expect({ end, bad: bad.length, begins: lines[0] === bad[0] }).toEqual({
      end,
      bad: 1,
      begins: true,
    });
    // Where a value may stand next, as in a list, the first of the others is taken for it.
    const good = lines.filter(isValue).map((line) => line.trim());
    expect(GOOD.slice(good.length === GOOD.length ? 0 : 1)).toEqual(good);
  }
});

it('a text over two lines does not become whole', async () => {
  const lines = await linesOf(`{\n"id": "a\nb",\n"c": 1\n}\n${GOOD[0]}\n`);
  expect(lines.filter(isValue)).toEqual([GOOD[0]]);
});

it.each(['', '{', '\uFEFF \n{'])('does not collect the blanks behind %j', async (beginning) => {
  async function* pieces() {
    yield Buffer.from(beginning);
    for (let piece = 0; piece < 40; piece += 1) yield Buffer.alloc(4_096, ' ');
  }
  const sizes: number[] = [];
  for await (const { length } of oneALine(pieces())) sizes.push(length);
  expect(Math.max(...sizes)).toBeLessThan(80_000);
});
