import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitThinking } from './think-tag';

const piece = fc.oneof(
  fc.constantFrom('</think>', '</thi', 'nk>', '<', ' said', 'é'),
  fc.integer({ min: 3_000, max: 6_000 }).map((length) => 'w '.repeat(length / 2)),
);

test('thinking that grows is taken apart as it would be at once, whatever grows beside it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 1 }), piece), { maxLength: 24 }), (pieces) => {
      const texts = ['<think>', '<think>And '];
      for (const [which = 0, more] of pieces) {
        texts[which] += more;
        const { text, reasoning } = splitThinking(texts[which] ?? '');
        const [thought = '', ...said] = (texts[which] ?? '')
          .slice('<think>'.length)
          .split('</think>');
        expect(reasoning).toBe(thought.trim());
        expect(text).toBe(said.join('</think>').trimStart());
      }
    }),
  );
});

test('the end of thinking that began in the prompt is found in a long text that grew before it', () => {
  const thought = 'word '.repeat(2_000);
  expect(splitThinking(`${thought}</thi`).head).toBe('');
  expect(splitThinking(`${thought}</think>Yes`)).toEqual({
    reasoning: thought.trim(),
    text: 'Yes',
    head: `${thought}</think>`,
  });
});
