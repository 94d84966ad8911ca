import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact, stringifyExact } from '../json/exact';
import { createEndWatch, createFold } from './fold';

function fold(...chunks: object[]) {
  const folded = createFold();
  for (const chunk of chunks) folded.add(chunk as Record<string, unknown>);
  return folded;
}
const delta = (value: object, index: unknown = 0, more: object = {}) => ({
  choices: [{ index, delta: value, ...more }],
});

describe('folding a stream', () => {
  it('joins text, refusal and reasoning, and keeps the role', () => {
    const { choices } = fold(
      delta({ role: 'assistant', content: '' }),
      delta({ content: 'Hel', reasoning_content: 'th' }),
      delta({ content: 'lo', reasoning_content: 'ink', refusal: null }),
      delta({ refusal: 'no' }, 0, { finish_reason: 'stop' }),
    ).completion();
    expect(choices).toEqual([
      {
        index: 0,
        message: { role: 'assistant', content: 'Hello', refusal: 'no', reasoning_content: 'think' },
        logprobs: null,
        finish_reason: 'stop',
      },
    ]);
  });

  it('keeps several choices apart and orders them, whatever their indexes', () => {
    const folded = fold(
      delta({ content: 'b' }, 5),
      delta({ content: 'a' }, -1),
      delta({ content: 'c' }, 1e9, { finish_reason: 'stop' }),
      delta({ content: 'B' }, 5, { finish_reason: 'length' }),
    );
    expect(folded.isFinished()).toBe(false);
    folded.add(delta({}, -1, { finish_reason: 'stop' }));
    expect(folded.isFinished()).toBe(true);
    expect(folded.completion()['choices']).toMatchObject([
      { index: -1, message: { content: 'a' } },
      { index: 5, message: { content: 'bB' }, finish_reason: 'length' },
      { index: 1e9, message: { content: 'c' } },
    ]);
  });

  it('joins tool calls by their index', () => {
    const call = (index: number, piece: object) => delta({ tool_calls: [{ index, ...piece }] });
    const { choices } = fold(
      call(0, { id: 'a', type: 'function', function: { name: 'f', arguments: '' } }),
      call(1, { id: 'b', type: 'function', function: { name: 'g', arguments: '{"y"' } }),
      call(0, { function: { arguments: '{"x":1}' } }),
      call(1, { function: { arguments: ':2}' } }),
    ).completion();
    expect(choices).toMatchObject([
      {
        message: {
          content: null,
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
            { id: 'b', type: 'function', function: { name: 'g', arguments: '{"y":2}' } },
          ],
        },
      },
    ]);
  });

  it('appends logprobs', () => {
    const logprobs = (token: string) => ({ logprobs: { content: [{ token }], refusal: null } });
    const { choices } = fold(delta({}, 0, logprobs('a')), delta({}, 0, logprobs('b'))).completion();
    expect(choices).toMatchObject([
      { logprobs: { content: [{ token: 'a' }, { token: 'b' }], refusal: null } },
    ]);
  });

  it('takes usage and unknown fields from wherever they come, and their digits as they came', () => {
    const folded = createFold();
    folded.add(parseExact('{"id":"x","choices":[],"x_cost":1.10}') as Record<string, unknown>);
    folded.add(parseExact('{"usage":{"total_tokens":3},"choices":[]}') as Record<string, unknown>);
    folded.add({ usage: null, choices: [] });
    expect(stringifyExact(folded.completion())).toBe(
      '{"id":"x","x_cost":1.10,"usage":{"total_tokens":3},"object":"chat.completion","choices":[]}',
    );
  });

  it('is not finished while nothing has come', () => {
    expect(createFold().isFinished()).toBe(false);
  });

  it('is finished at the same chunk when only the end is watched', () => {
    const choice = fc.record(
      { index: fc.nat(2), finish_reason: fc.constantFrom(null, 'stop', 'length') },
      { requiredKeys: [] },
    );
    const chunk = fc.record({ choices: fc.array(choice, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(chunk), (chunks) => {
        const [fold, watch] = [createFold(), createEndWatch()];
        for (const each of chunks) {
          fold.add(each);
          watch.add(each);
          expect(watch.isFinished()).toBe(fold.isFinished());
        }
      }),
    );
  });

  it('takes __proto__ as plain data', () => {
    const folded = createFold();
    folded.add(
      JSON.parse(
        '{"__proto__":{"x":1},"choices":[{"index":0,"delta":{"__proto__":{"y":2}}}]}',
      ) as Record<string, unknown>,
    );
    expect(JSON.stringify(folded.completion())).toContain('"__proto__":{"x":1}');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
