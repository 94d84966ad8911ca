import { describe, expect, it } from 'vitest';
import { createEnd, flawOf } from './end';

type Choice = { index?: number; finish_reason?: unknown; error?: unknown } | null;

function end(...chunks: Choice[][]) {
  const watched = createEnd();
  for (const choices of chunks) watched.add({ choices });
  return watched;
}

describe('the end of a stream', () => {
  it.each([
    ['says so', [[{ index: 0 }]], true, 1],
    ['says so, and its server knows no n', [[{ index: 0, finish_reason: 'stop' }]], true, 3],
    ['does not say so, but every choice ended', [[{ index: 0, finish_reason: 'eos' }]], false, 1],
    [
      'goes on after a finish reason',
      [[{ finish_reason: 'stop' }], [{ finish_reason: null }]],
      false,
      1,
    ],
  ] as const)('is whole when it %s', (_, chunks, isDone, expected) => {
    expect(end(...chunks.map((choices) => [...choices])).isWhole(isDone, expected)).toBe(true);
  });

  it.each([
    ['nothing came', [], true, 1],
    ['no choice came', [[]], true, 1],
    ['an entry of null came', [[null]], true, 1],
    ['a choice has not ended', [[{ index: 0 }, { index: 1, finish_reason: 'stop' }]], false, 2],
    ['a choice is missing', [[{ index: 0, finish_reason: 'stop' }]], false, 3],
    ['the reason is empty', [[{ finish_reason: '' }]], false, 1],
    ['the reason is the word null', [[{ finish_reason: 'null' }]], false, 1],
    ['the reason is no text', [[{ finish_reason: true }]], false, 1],
    ['the reason is an error', [[{ finish_reason: 'error' }]], true, 1],
    [
      'a choice has an error',
      [[{ error: { message: 'x' } }], [{ finish_reason: 'stop' }]],
      true,
      1,
    ],
  ] as const)('is not whole when %s', (_, chunks, isDone, expected) => {
    expect(end(...chunks.map((choices) => [...choices])).isWhole(isDone, expected)).toBe(false);
  });

  it("has the provider's words for an error in a choice", () => {
    expect(end([{ error: { code: 502, message: 'Garbage' } }]).error()).toMatchObject({
      message: 'Garbage',
      code: '502',
    });
    expect(end([{ finish_reason: 'error' }]).error()?.message).toContain('did not say which');
  });
});

describe('a whole answer', () => {
  it.each([
    [[{ finish_reason: 'stop' }], null],
    [[{ finish_reason: 'content_filter' }, { finish_reason: 'length' }], null],
    [[], { error: null }],
    ['x', { error: null }],
    [[null], { error: null }],
    [[{ finish_reason: null }], { error: null }],
    [[{ finish_reason: '' }], { error: null }],
    [[{}], { error: null }],
    [[{ finish_reason: 'error', error: 'Garbage' }], { error: { message: 'Garbage' } }],
  ])('with the choices %j', (choices, flaw) => {
    if (flaw === null) expect(flawOf({ choices })).toBeNull();
    else expect(flawOf({ choices })).toMatchObject(flaw);
  });
});
