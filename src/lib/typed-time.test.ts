import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeRangeWords } from './time-range-text';
import { readTime, unreadWords } from './typed-time';

/** A Saturday. */
const NOW = new Date(2026, 10, 28, 9, 0);

function first(typed: string): string {
  const [range] = readTime(typed, NOW);
  return range ? timeRangeWords(range, NOW) : 'nothing';
}

describe('a typed time', () => {
  it.each([
    ['25m', 'the last 25 minutes'],
    ['7d', 'the last 7 days'],
    ['last 7 days', 'the last 7 days'],
    ['  36 H ', 'the last 36 hours'],
    ['1h', 'the last hour'],
    ['in the past 2 weeks', 'the last 2 weeks'],
    ['3 months', 'the last 90 days'],
    ['older than 20d', 'older than 20 days'],
    ['more than 2 weeks ago', 'older than 2 weeks'],
    ['15–28 Nov', 'Nov 15 – 28'],
    ['15-28 nov', 'Nov 15 – 28'],
    ['15 to 28 November', 'Nov 15 – 28'],
    ['30 oct – 3 nov', 'Oct 30 – Nov 3'],
    ['nov 15 - nov 28', 'Nov 15 – 28'],
    ['2026-11-15 – 2026-11-28', 'Nov 15 – 28'],
    ['28 dec - 3 jan', 'Dec 28, 2025 – Jan 3, 2026'],
    ['since mon 9:00', 'since Mon, Nov 23, 9:00 AM'],
    ['since monday', 'since Mon, Nov 23'],
    ['mon 9am', 'since Mon, Nov 23, 9:00 AM'],
    ['since sat', 'since Sat, Nov 28'],
    ['before 8 Nov', 'before Sun, Nov 8'],
    ['until 8 Nov', 'before Mon, Nov 9'],
    ['after 8 Nov', 'since Mon, Nov 9'],
    ['oct', 'October 2026'],
    ['December', 'December 2025'],
    ['oct 2024', 'October 2024'],
    ['2026-10', 'October 2026'],
    ['2025', 'Jan 1 – Dec 31, 2025'],
    ['today', 'Sat, Nov 28'],
    ['yesterday', 'Fri, Nov 27'],
    ['yesterday 14:30', 'since Fri, Nov 27, 2:30 PM'],
    ['8:15', 'since Sat, Nov 28, 8:15 AM'],
    ['this week', 'Nov 23 – 29'],
    ['last month', 'October 2026'],
    ['15.11.', 'Sun, Nov 15'],
    ['15.11.2025', 'Sat, Nov 15, 2025'],
    ['3rd Dec', 'Wed, Dec 3, 2025'],
    ['>2024', 'since Wed, Jan 1, 2025'],
    ['<2024', 'before Mon, Jan 1, 2024'],
    ['>= 8 Nov', 'since Sun, Nov 8'],
    ['<= 8 Nov', 'before Mon, Nov 9'],
    ['>20d', 'older than 20 days'],
    ['<20d', 'the last 20 days'],
    ['an hour ago', 'the last hour'],
    ['a day ago', 'the last day'],
    ['older than a week', 'older than 1 week'],
    ['past hour', 'the last hour'],
    ['week 48', 'Nov 23 – 29'],
    ['Week 49', 'Dec 1 – 7, 2025'],
    ['w1 2026', 'Dec 29, 2025 – Jan 4, 2026'],
    ['2025-W48', 'Nov 24 – 30, 2025'],
    ['week 53 2025', 'nothing'],
    ['week 0', 'nothing'],
    ['2025/12/25', 'Thu, Dec 25, 2025'],
    ['12/25/2025', 'nothing'],
    ['3/4', 'nothing'],
    ['29 feb', 'nothing'],
    ['2024-02-29', 'Thu, Feb 29, 2024'],
    ['31.11.', 'nothing'],
    ['28–15 Nov', 'nothing'],
    ['0d', 'nothing'],
    ['soon', 'nothing'],
    ['', 'nothing'],
    ['25:00', 'nothing'],
    ['m', 'nothing'],
  ])('%s is read as %s', (typed, words) => {
    expect(first(typed)).toBe(words);
  });

  it.each([
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z'],
    ['2026-11-20T10:00:30.123Z', '2026-11-20T10:00:30Z'],
    ['2026-11-20T10:00+05:30', '2026-11-20T04:30:00Z'],
    ['2026-11-20 10:00:00-0330', '2026-11-20T13:30:00Z'],
    ['2026-11-20 10:00:00 UTC', '2026-11-20T10:00:00Z'],
    ['since 2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z'],
  ])('%s, as logs write it, is that moment', (typed, moment) => {
    expect(readTime(typed, NOW)).toEqual([{ after: String(Date.parse(moment) / 1000) }]);
  });

  it.each(['2026-02-30T10:00:00Z', '2026-11-20T25:00:00Z', '2026-11-20T10:61Z'])(
    '%s is no moment',
    (typed) => expect(readTime(typed, NOW)).toEqual([]),
  );

  it('what cannot be read says how to write it', () => {
    expect(unreadWords('12/25/2025')).toBe(
      'Is the day or the month first? Write 2025-12-25 or 25 Dec.',
    );
    expect(unreadWords('soon')).toBe('Not a time. Try 7d, 2025-12-25 or older than 20d.');
  });

  it('that is older than whole days can also be that day', () => {
    const readings = readTime('older than 20d', NOW).map((range) => timeRangeWords(range, NOW));
    expect(readings).toEqual(['older than 20 days', 'Sun, Nov 8']);
  });

  it('never fails, and never ends before it begins', () => {
    const words = fc.constantFrom('since', 'mon', '9:00', '15', 'nov', '–', '7d', 'last', '2026');
    const typed = fc.oneof(
      fc.string(),
      fc.array(words).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        for (const { after, before } of readTime(text, NOW)) {
          expect([after, before].some((end) => end !== undefined)).toBe(true);
          if (after !== undefined && before !== undefined) {
            expect(Number(after)).toBeLessThan(Number(before));
          }
        }
      }),
    );
  });
});
