import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
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
