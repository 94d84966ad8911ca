import { afterEach, expect, test, vi } from 'vitest';
import { type Pace, paceAfter, speedOf } from './pieces';

afterEach(() => vi.useRealTimers());

const said = (...deltas: object[]) => ({
  choices: deltas.map((delta, index) => ({ index, delta })),
});

function after(...chunks: object[]): Pace | null {
  return chunks.reduce<Pace | null>((pace, chunk) => paceAfter(pace, { ...chunk }), null);
}

test.each([
  ['a token', [said({ content: 'a' })], 1],
  ['one of each choice', [said({ content: 'a' }, { content: 'b' }), said({ content: 'c' })], 3],
  [
    'thinking and calls',
    [
      said({ reasoning_content: 'hm' }),
      said({ tool_calls: [{ index: 0, function: { arguments: '{' } }] }),
    ],
    2,
  ],
  ['a long piece, as those who join get it', [said({ content: 'x'.repeat(400) })], 100],
  ['a picture', [said({ images: [{ image_url: { url: `data:${'x'.repeat(1_000)}` } }] })], 1],
])('%s is counted', (_, chunks, pieces) => {
  expect(after(...chunks)?.pieces).toBe(pieces);
});

test.each([
  [said({ role: 'assistant', content: '' })],
  [said({})],
  [{ choices: [] }],
  [{ choices: null }],
  [{ usage: {} }],
])('%j says nothing', (chunk) => expect(after(chunk)).toBeNull());

test('the speed is that of what came after the first', () => {
  vi.useFakeTimers({ now: 0 });
  let pace = after(said({ content: 'x'.repeat(400) }));
  for (let i = 0; i < 30; i += 1) {
    vi.advanceTimersByTime(100);
    pace = paceAfter(pace, said({ content: 'a' }, { content: 'b' }));
  }
  expect(pace).toMatchObject({ pieces: 160 });
  expect(pace && speedOf(pace)).toBe(20);
});

test('one piece, or less than a second, has no speed', () => {
  const now = { firstAt: 0, lastAt: 5_000 };
  expect(speedOf({ pieces: 3, first: 3, ...now })).toBeNull();
  expect(speedOf({ pieces: 9, first: 3, ...now, lastAt: 900 })).toBeNull();
  expect(speedOf({ pieces: 10, first: 3, ...now })).toBe(1.4);
});
