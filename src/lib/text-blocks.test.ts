import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { textBlocks } from '@/lib/text-blocks';

it('cuts any text into pieces that make it up again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 9 }), (text, size) => {
      const blocks = textBlocks(text, size);
      expect(blocks.join('')).toBe(text);
      expect(blocks.every((block) => block.length > 0 && block.length <= size + 1)).toBe(true);
    }),
    { seed: 7 },
  );
});

it('cuts after a line end where one is near, and never through a character', () => {
  expect(textBlocks('one two\nthree', 10)).toEqual(['one two\n', 'three']);
  expect(textBlocks('a😀b', 2)).toEqual(['a😀', 'b']);
});
