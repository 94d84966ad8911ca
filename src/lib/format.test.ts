import { expect, it } from 'vitest';
import { countCodePoints } from '#contract/code-points';
import {
  formatAge,
  formatBytes,
  formatCost,
  formatCount,
  formatDateTime,
  formatDayHead,
  formatDuration,
  formatSpeed,
  formatRelativeTime,
  formatTokens,
} from '@/lib/format';

it('shows tokens exactly while they fit', () => {
  expect([0, 31, 1204, 12_345, 3_400_000].map(formatTokens)).toEqual([
    '0',
    '31',
    '1,204',
    '12.3K',
    '3.4M',
  ]);
});

it('shows a count with its noun', () => {
  expect([0, 1, 2, 1204].map((count) => formatCount(count, 'token'))).toEqual([
    '0 tokens',
    '1 token',
    '2 tokens',
    '1,204 tokens',
  ]);
});

it('shows a speed that is not nothing as more than nothing', () => {
  expect([0.000_3, 0.04, 0.1, 0.44, 9.96, 10, 83.4, 1_204].map(formatSpeed)).toEqual([
    '< 0.1 tok/s',
    '< 0.1 tok/s',
    '0.1 tok/s',
    '0.4 tok/s',
    '10 tok/s',
    '10 tok/s',
    '83 tok/s',
    '1,204 tok/s',
  ]);
});

it('shows durations in the unit that fits', () => {
  expect(
    [0, 0.4, 840.4, 999.7, 1234, 59_949, 59_999, 185_000, 3_599_700, 98_765_432].map(
      formatDuration,
    ),
  ).toEqual([
    '0 s',
    '0.4 ms',
    '840 ms',
    '1 s',
    '1.2 s',
    '59.9 s',
    '1 min',
    '3 min 5 s',
    '1 h',
    '27 h 26 min',
  ]);
});

it('shows sizes and small costs', () => {
  expect([5, 1024, 1_500_000].map(formatBytes)).toEqual(['5 B', '1 kB', '1.4 MB']);
  expect([0.00213, 1.5].map(formatCost)).toEqual(['$0.0021', '$1.50']);
});

it('shows an age alone, for a column of ages', () => {
  // At noon of the reader's: any shift of the clocks stays within the day.
  const now = new Date(2026, 5, 15, 12).getTime();
  const age = (seconds: number) => formatAge(now / 1000 - seconds, now);
  expect([0, 30, 125, 7_300, 90_000, -7_300].map(age)).toEqual([
    'now',
    '30 s',
    '2 min',
    '2 h',
    '1 d',
    'in 2 hr.',
  ]);
  expect(age(60 * 86_400)).toBe('Apr 16, 2026');
  expect(formatAge(null)).toBe('no date');
});

it('shows how long ago something was, and a date beyond a month', () => {
  const now = new Date(2026, 5, 15, 12).getTime();
  const ago = (seconds: number) => formatRelativeTime(now / 1000 - seconds, now);
  expect([0, 30, 125, 7_300, 90_000, 5 * 86_400].map(ago)).toEqual([
    'now',
    '30 sec. ago',
    '2 min. ago',
    '2 hr. ago',
    'yesterday',
    '5 days ago',
  ]);
  expect(ago(60 * 86_400)).toBe('Apr 16, 2026');
});

it('names the days of the reader by the calendar, whatever the clocks do', () => {
  const head = (now: Date, at: Date) => formatDayHead(at.getTime() / 1000, now.getTime());
  // A day of 25 hours in Berlin, one without a midnight in Santiago, the first of a year, and any other.
  for (const [year, month, day] of [
    [2026, 9, 26],
    [2026, 8, 7],
    [2027, 0, 1],
    [2026, 5, 15],
  ] as const) {
    const now = new Date(year, month, day, 0, 10);
    const before = (days: number) => new Date(year, month, day - days, 1, 5);
    expect(head(now, new Date(year, month, day, 23, 59))).toMatch(/^Today, [A-Z]/);
    expect(head(now, before(1))).toMatch(/^Yesterday, [A-Z]/);
    expect(head(now, before(2))).toMatch(/^[A-Z][a-z]+day, /);
    expect(head(now, new Date(year, month, day + 1))).toMatch(/^[A-Z][a-z]+day, /);
  }
  const friday = new Date(2026, 10, 20, 23, 59, 59);
  expect(head(new Date(2026, 10, 28), friday)).toBe('Friday, Nov 20, 2026');
  expect(head(new Date(2026, 10, 21), friday)).toBe('Yesterday, Nov 20, 2026');
  expect(head(friday, friday)).toBe('Today, Nov 20, 2026');
});

it('survives times that no calendar has', () => {
  for (const time of [Number.NaN, 1e300, -1e300]) {
    expect(formatRelativeTime(time)).toBe('unknown');
    expect(formatDateTime(time)).toBe('unknown');
    expect(formatDayHead(time)).toBe('unknown');
  }
});

it('counts an emoji as one character', () => {
  expect(countCodePoints('a😀é')).toBe(3);
});
