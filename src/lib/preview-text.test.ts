import { expect, it } from 'vitest';
import { previewText } from '@/lib/preview-text';

it('puts a text on one line', () => {
  expect(previewText('\n two\n\n  words\t')).toBe('two words');
});

it('cuts between characters and says so', () => {
  expect(previewText('😀😀😀', 2)).toBe('😀😀…');
  expect(previewText('abc', 3)).toBe('abc');
});

it('looks no further than it must', () => {
  expect(previewText(`a${' '.repeat(10_000_000)}b`)).toBe('a…');
});
