import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { summaryOf } from '@/api/completion-summary';
import { asCompletion } from '@/api/stored-completion';

const body = (more: object) => ({ id: 'c', object: 'chat.completion', choices: [], ...more });

it.each([
  [1_764_302_400, 1_764_302_400],
  [1_764_302_400_123, 1_764_302_400],
  [1_764_302_400.5, 1_764_302_400],
  ['1764302400', 1_764_302_400],
  ['2025-11-28T04:00:00Z', 1_764_302_400],
  [null, null],
  [undefined, null],
  [0, null],
])('reads a date of %s', (created, seconds) => {
  expect(asCompletion(body({ created }))?.created).toBe(seconds);
});

it('reads an id that is a number, and none without an id', () => {
  expect(asCompletion(body({ id: 7 }))?.id).toBe('7');
  for (const id of [undefined, null, '', {}, []]) expect(asCompletion(body({ id }))).toBeNull();
});

it('reads choices that are no list as none, but not what is no completion', () => {
  for (const choices of [null, {}, 'x', 7, undefined])
    expect(asCompletion(body({ choices }))?.choices).toEqual([]);
  expect(asCompletion({ id: 'gpt', object: 'model' })).toBeNull();
});

it('leaves out counts that are none', () => {
  const usage = { prompt_tokens: 'many', completion_tokens: 2, total_tokens: null, cost: 'x' };
  expect(asCompletion(body({ usage }))?.usage).toEqual({ completion_tokens: 2, cost: 'x' });
});

it('reads anything as a row or as none', () => {
  const completion = fc.record({
    id: fc.string({ minLength: 1 }),
    choices: fc.jsonValue(),
    created: fc.jsonValue(),
    model: fc.jsonValue(),
    usage: fc.jsonValue(),
    metadata: fc.jsonValue(),
  });
  fc.assert(
    fc.property(completion, (value) => {
      const read = asCompletion(value);
      expect(read?.id).toBe(value.id);
      if (read) expect(summaryOf(read).id).toBe(value.id);
    }),
  );
});
