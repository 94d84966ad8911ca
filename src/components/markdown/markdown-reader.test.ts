import { array, assert, constantFrom, property } from 'fast-check';
import { Lexer, type Tokens } from 'marked';
import { expect, test, vi } from 'vitest';
import { createMarkdownReader, type Block } from '@/components/markdown/markdown-reader';

const typesOf = (blocks: Block[]) =>
  blocks.map(({ token }) => token.type).filter((type) => type !== 'space');

test('a finished block keeps its identity while the text after it grows', () => {
  const reader = createMarkdownReader();
  const [first] = reader.read('# Title\n\nA first paragraph that is long enough.', false);
  const later = reader.read('# Title\n\nA first paragraph that is long enough.\n\nAnd more', false);
  expect(later[0]).toBe(first);
  expect(first?.isOpen).toBe(false);
  expect(later.at(-1)?.isOpen).toBe(true);
});

test('a block stays open until enough of the next one is there', () => {
  const reader = createMarkdownReader();
  expect(reader.read('First\n\nSec', false)[0]?.isOpen).toBe(true);
  expect(reader.read('First\n\nSecond, surely now', false)[0]?.isOpen).toBe(false);
});

test('half-open bold, code and fences are shown as if they were closed', () => {
  const reader = createMarkdownReader();
  expect(reader.read('so **bold', false)[0]?.token).toMatchObject({
    tokens: [{ type: 'text' }, { type: 'strong' }],
  });
  expect(typesOf(createMarkdownReader().read('```ts\nconst a', false))).toEqual(['code']);
});

test('a text that is not a continuation starts over', () => {
  const reader = createMarkdownReader();
  const before = reader.read('one', true);
  const after = reader.read('two', true);
  expect(after[0]?.token.raw).toBe('two');
  expect(after[0]?.key).not.toBe(before[0]?.key);
});

test('a reference defined at the end makes the link before it', () => {
  const reader = createMarkdownReader();
  const text =
    'See [the docs][d] for the details.\n\nAnother paragraph.\n\n[d]: https://example.com\n';
  for (let end = 1; end < text.length; end += 5) reader.read(text.slice(0, end), false);
  expect(JSON.stringify(reader.read(text, true))).toContain('"href":"https://example.com"');
});

test.each([
  ['items', (n: number) => `- point ${n} with **bold** in it\n`, 'items'],
  ['rows', (n: number) => (n === 0 ? '|a|b|\n|-|-|\n' : `| row ${n} | **b** |\n`), 'rows'],
  ['paragraphs', (n: number) => `> paragraph ${n}, quoted\n>\n`, 'tokens'],
  [
    'folded paragraphs',
    (n: number) => `${n === 0 ? '<details>\n\n' : ''}Folded ${n}\n\n`,
    'tokens',
  ],
])('%s of a long open block are read once', (_, line, member) => {
  const reader = createMarkdownReader();
  const partsOf = (blocks: Block[]) =>
    (blocks[0]?.token as unknown as Record<string, unknown[]> | undefined)?.[member] ?? []; // as named above
  let text = '';
  for (let n = 0; n < 400; n += 1) text += line(n);
  const before = [...partsOf(reader.read(text, false))];
  for (let n = 400; n < 420; n += 1) reader.read((text += line(n)), false);
  const after = partsOf(reader.read(text, false));
  expect(before.length).toBeGreaterThan(390);
  expect(after.slice(0, before.length - 8)).toEqual(before.slice(0, before.length - 8));
  expect(after.findIndex((part, at) => part !== before[at])).toBeGreaterThan(before.length - 9);
  const whole = partsOf(createMarkdownReader().read(text, true));
  expect(partsOf(reader.read(text, true))).toEqual(whole);
});

test('a link in a settled item is made when its address comes', () => {
  const reader = createMarkdownReader();
  let text = '- see [this][there]\n';
  for (let n = 0; n < 200; n += 1) reader.read((text += `- point ${n} of the list\n`), false);
  text += '\nAnd then the addresses.\n\n[there]: https://example.com\n\nAn end of it all.';
  const [list] = reader.read(text, false);
  expect(JSON.stringify((list?.token as Tokens.List | undefined)?.items[0])).toContain(
    'https://example.com',
  );
});

const pieces = array(
  constantFrom(
    '# h\n',
    'word ',
    '\n',
    '\n\n',
    '- a\n',
    '  - b\n',
    '1. c\n',
    '> q\n',
    '```ts\n',
    '```\n',
    '**',
    '*',
    '`',
    '|a|b|\n',
    '|-|-|\n',
    '[x](http://a.b)',
    '![i](j)',
    '<b>',
    '\r\n',
    '---\n',
    '\t',
    '\\',
    '~~',
    '    code\n',
    '$$\n',
    '$x_1$',
    '\\[\n',
    '\\]\n',
    '\\(y',
    '\\)',
    '[^1]: note\n',
    'see[^1] ',
    '$5 ',
  ),
  { maxLength: 40 },
);

test('read in any steps, the text ends up as the blocks of reading it at once', () => {
  assert(
    property(pieces, (parts) => {
      const text = parts.join('');
      const reader = createMarkdownReader();
      let soFar = '';
      for (const part of parts) reader.read((soFar += part), false);
      const inSteps = reader.read(text, true).map(({ token }) => token.raw);
      const atOnce = createMarkdownReader().read(text, true);
      expect(inSteps).toEqual(atOnce.map(({ token }) => token.raw));
    }),
    { seed: 4242, numRuns: 800 },
  );
});

const lines: [string, (n: number) => string][] = [
  ['paragraphs', (n) => `Paragraph ${n} with **bold** words in it.\n\n`],
  ['one paragraph', (n) => `line ${n} with **bold** words in it\n`],
  ['one line', (n) => `word ${n} *and* [link](https://a.b) `],
  ['one word', () => 'x'.repeat(40)],
  ['no spaces', () => '这是**一个**很长的段落,没有空格。'],
  ['a list', (n) => `- item ${n} with **bold** words\n`],
  ['a loose list', (n) => `${n}. item ${n}\n\n   more of it\n\n`],
  ['a table', (n) => (n === 0 ? '|a|b|\n|-|-|\n' : `| row ${n} | **b** |\n`)],
  ['code', (n) => (n === 0 ? '```ts\n' : `const value${n} = compute(${n});\n`)],
  ['a quote', (n) => `> paragraph ${n}, quoted\n>\n`],
  ['alerts', (n) => `> [!NOTE]\n> Alert ${n}\n\n`],
  ['notes', (n) => `word[^${n}]\n\n[^${n}]: note ${n}\n\n`],
  ['formulas', (n) => `$$\nx_{${n}}^2\n$$\n\n`],
  ['folds', (n) => `<details><summary>${n}</summary>\n\nin it\n\n</details>\n\n`],
  ['headings', (n) => `## Heading ${n}\n\n`],
  ['definitions', (n) => `[d${n}]: https://a.b/${n}\n`],
];

/** Characters that the lexer is given, while a text grows by `step`. */
function workFor(text: string, step: number): number {
  const lex = vi.spyOn(Lexer.prototype, 'blockTokens');
  const reader = createMarkdownReader();
  for (let end = step; end < text.length; end += step) reader.read(text.slice(0, end), false);
  reader.read(text, true);
  const work = lex.mock.calls.reduce((sum, [source]) => sum + source.length, 0);
  lex.mockRestore();
  return work;
}

test.each(lines)('twice as much of %s is twice the work, not four times', (_, line) => {
  const text = (length: number) => {
    let whole = '';
    for (let n = 0; whole.length < length; n += 1) whole += line(n);
    return whole;
  };
  const [half, all] = [workFor(text(60_000), 600), workFor(text(120_000), 600)];
  expect(all / half).toBeLessThan(2.5);
});
