import { expect, it } from 'vitest';
import { align } from './align';
import { codeBlocks, drawn } from './drawn';

const same = (text: string) =>
  drawn([{ text, isMarked: false }]).map(({ text: shown, look }) => [shown, look]);

it.each([
  [
    '**Bought:** a `frame`',
    [
      ['Bought:', 'bold'],
      [' a ', 'plain'],
      ['frame', 'code'],
    ],
  ],
  ['## Ways **home**', [['Ways home', 'bold']]],
  ['- one\n  * two\n+ three', [['• one\n  • two\n• three', 'plain']]],
  [
    '`a ** b` and `c ** d`',
    [
      ['a ** b', 'code'],
      [' and ', 'plain'],
      ['c ** d', 'code'],
    ],
  ],
  ['2 ** 3, 5 - 3, #1 and a*b*c', [['2 ** 3, 5 - 3, #1 and a*b*c', 'plain']]],
  ['cut **in the mid', [['cut **in the mid', 'plain']]],
  ['**👩‍🚀**', [['👩‍🚀', 'bold']]],
  ['', []],
])('%j looks as markdown does', (text, parts) => expect(same(text)).toEqual(parts));

it('keeps what is marked, within what is bold too', () => {
  const [pair] = align('It costs **9 euros today** here', 'It costs **8 euros today** here').pairs;
  expect(drawn(pair?.one ?? [])).toEqual([
    { text: 'It costs ', isMarked: false, look: 'plain' },
    { text: '9', isMarked: true, look: 'bold' },
    { text: ' euros today', isMarked: false, look: 'bold' },
    { text: ' here', isMarked: false, look: 'plain' },
  ]);
});

it('shows signs that are all of a difference', () => {
  const [pair] = align('It is **free** for all', 'It is free for all').pairs;
  expect(
    drawn(pair?.one ?? [])
      .map(({ text }) => text)
      .join(''),
  ).toBe('It is **free** for all');
});

it('leaves blocks of code as they are, over paragraphs', () => {
  const text = 'Run:\n\n```py\n# no title\n\n# nor this\n```\n\n# A title';
  expect(codeBlocks(align(text, text), 'one')).toEqual([false, true, true, false]);
});

it('takes no longer for a text of signs', () => {
  const started = performance.now();
  for (const sign of ['*', '`', '#', '- ', '** ', '**a']) same(sign.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});
