import { expect, it } from 'vitest';
import { align, type Piece } from './align';

/** What is marked stands in brackets. */
function shown(pieces: readonly Piece[] | null): string | null {
  return pieces && pieces.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join('');
}
function compared(one: string, other: string): (string | null)[][] {
  return align(one, other).pairs.map((pair) => [shown(pair.one), shown(pair.other)]);
}

it('marks in each text what the other has not, and nothing that both have', () => {
  expect(compared('Write about the red house', 'Write about the blue house')).toEqual([
    ['Write about the [red] house', 'Write about the [blue] house'],
  ]);
});

it('sets paragraphs beside each other, and says where one is missing', () => {
  const one = 'Hello Camille, I see.\n\nIt comes on Tuesday at noon.\n\nDo you prefer a shop?';
  const other = 'Hello Camille, I am sorry.\n\nIt comes on Tuesday in the evening.';
  expect(compared(one, other)).toEqual([
    ['Hello Camille, I [see].', 'Hello Camille, I [am sorry].'],
    ['It comes on Tuesday [at noon].', 'It comes on Tuesday [in the evening].'],
    ['[Do you prefer a shop?]', null],
  ]);
});

it('keeps what was put in between from moving all that follows', () => {
  expect(
    compared('a one\n\nb two\n\nc three', 'a one\n\nnew words here\n\nb two\n\nc three'),
  ).toEqual([
    ['a one', 'a one'],
    [null, '[new words here]'],
    ['b two', 'b two'],
    ['c three', 'c three'],
  ]);
});

it('sets what has nothing in common side by side', () => {
  expect(compared('red green', 'eins zwei')).toEqual([['[red green]', '[eins zwei]']]);
});

it('marks words in scripts without spaces', () => {
  const [[one, other] = []] = compared('返金は明日届きます', '返金は今日届きます');
  expect(one).toContain('返金は');
  expect(one).toContain('届きます');
  expect([one, other].join()).toMatch(/\[[^\]]*明日?[^\]]*\].*\[[^\]]*今日?[^\]]*\]/);
});

it.each([
  ['nothing', '', ''],
  ['nothing on one side', '', 'a b'],
  ['only breaks', '\n\n\n', ' '],
  ['Windows lines', 'a b\r\n\r\nc d', 'a b\r\n\r\nc e'],
  ['emoji, accents and letters that turn round', '👩‍👩‍👧 cafe\u0301 \u202Eabc', '👩‍👩‍👧 café abc'],
  ['half a character', '\uD83D a', '\uDE00 a'],
])('loses no character: %s', (_what, one, other) => {
  const { pairs, share } = align(one, other);
  const text = (side: 'one' | 'other') =>
    pairs.map((pair) => (pair[side] ?? []).map((piece) => piece.text).join('')).join('');
  expect(text('one').replaceAll(/\s/g, '')).toBe(one.replaceAll(/\s/g, ''));
  expect(text('other').replaceAll(/\s/g, '')).toBe(other.replaceAll(/\s/g, ''));
  expect(share).toBeGreaterThanOrEqual(0);
  expect(share).toBeLessThanOrEqual(1);
});

it('says how much is the same', () => {
  expect(align('same words', 'same words').share).toBe(1);
  expect(align('aaaa bbbb', 'aaaa cccc').share).toBe(0.5);
  expect(align('', '').share).toBe(1);
});

it('compares texts of a million characters that have nothing in common', () => {
  const text = (word: string) => Array.from({ length: 100_000 }, (_, i) => `${word}${i}`).join(' ');
  expect(align(text('red'), text('blue')).share).toBe(0);
  expect(align(`${text('red')}\n\n`.repeat(2), text('blue')).pairs).toHaveLength(2);
});
