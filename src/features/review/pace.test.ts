import { expect, it } from 'vitest';
import { leftText, timeLeft } from './pace';

/** Times of verdicts with these gaps between them, in seconds. */
function times(...gaps: number[]): number[] {
  let at = 1_700_000_000_000;
  return [at, ...gaps.map((gap) => (at += gap * 1_000))];
}

it('says nothing after two or three', () => expect(timeLeft(times(5, 5), 100)).toBeNull());

it('tells by the last ones, whatever the first ones took', () => {
  const slow = Array.from({ length: 30 }, () => 60);
  const fast = Array.from({ length: 12 }, () => 6);
  expect(timeLeft(times(...slow, ...fast), 10)).toBe(60_000);
});

it('counts no break', () => expect(timeLeft(times(6, 6, 3_600, 6, 6), 10)).toBe(60_000));

it.each([
  [10_000, 'less than a minute left'],
  [24.4 * 60_000, 'about 24 min left'],
  [4 * 3_600_000, 'about 4 h left'],
])('%i ms: %s', (ms, words) => expect(leftText(ms)).toBe(words));
