import { ageOf } from '#contract/filter';
import { type Period, periodAround, readPeriod } from './calendar-words';

/** A stretch of time as the filter writes it: Unix seconds, or an age such as `7d`, which moves with now. */
export type TimeRange = { after?: string | undefined; before?: string | undefined };

/** The units of ages, and the words for them. */
const UNITS: readonly [unit: string, words: RegExp, times?: number][] = [
  ['m', /^(m|min|mins|minutes?)$/],
  ['h', /^(h|hrs?|hours?)$/],
  ['d', /^(d|days?)$/],
  ['w', /^(w|wks?|weeks?)$/],
  ['d', /^(mo|mon?ths?)$/, 30],
  ['d', /^(y|yrs?|years?)$/, 365],
];

/**
 * What a typed time can mean, the likeliest first; none when it says no time. Words without a year mean the last one
 * that has begun, in the reader's own time zone.
 */
export function readTime(typed: string, now: Date): TimeRange[] {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/,$/, '')
    .replace(/\ban? (?=(minute|hour|day|week|month|year)( ago| old)?$)/, '1 ')
    .replace(/\b(last|past) (?=(minute|hour|day)$)/, '$1 1 ');
  if (text === '') return [];
  return [...ageReadings(text, now), ...edgeReadings(text, now), ...spanReadings(text, now)].filter(
    ({ after, before }) => !isEmpty(after, before),
  );
}

/** Why a text is no time, and how one is written. */
export function unreadWords(typed: string): string {
  return /\b\d{1,2}\/\d{1,2}\b/.test(typed)
    ? 'Is the day or the month first? Write 2025-12-25 or 25 Dec.'
    : 'Not a time. Try 7d, 2025-12-25 or older than 20d.';
}

function ageReadings(text: string, now: Date): TimeRange[] {
  const [, words, amount] =
    /^(older than|before|more than|>|younger than|newer than|since|after|in the last|in the past|the last|the past|last|past|<)? ?(\d.*)$/.exec(
      text,
    ) ?? [];
  const age = ageText((amount ?? '').replace(/ (ago|old)$/, ''));
  if (age === null) return [];
  if (words === undefined || !/^(older|before|more|>)/.test(words)) return [{ after: age }];
  const seconds = ageOf(age) ?? 0;
  const day = periodAround(new Date(now.getTime() - seconds * 1000), 'day');
  return seconds % 86_400 === 0 ? [{ before: age }, whole(day)] : [{ before: age }];
}

/** `7d` of `7 days`; null for what is no age, or one too long to be written so. */
function ageText(text: string): string | null {
  const [, count = '', word = ''] = /^(\d{1,4}) ?([a-z]+)$/.exec(text) ?? [];
  const [unit, , times = 1] = UNITS.find(([, words]) => words.test(word)) ?? [];
  if (unit === undefined || Number(count) === 0) return null;
  const age = `${Number(count) * times}${unit}`;
  return ageOf(age) === null ? null : age;
}

/** Signs before a date are as in sums; before an age `>` means more of it. */
const SIGNS: Record<string, string> = { '>': 'after', '<': 'before', '>=': 'since', '<=': 'until' };

function edgeReadings(text: string, now: Date): TimeRange[] {
  const [, sign = '', said = ''] =
    /^(?:([<>]=?) ?|(since|from|after|before|until|till|up to) )./.exec(text) ?? [];
  const word = said || SIGNS[sign];
  if (word === undefined) return [];
  const period = readPeriod(text.slice((said || sign).length).trim(), now);
  if (period === null) return [];
  if (word === 'since' || word === 'from') return [{ after: second(period.from) }];
  if (word === 'after') return [{ after: second(period.to) }];
  return [{ before: second(word === 'before' ? period.from : period.to) }];
}

function spanReadings(text: string, now: Date): TimeRange[] {
  const alone = readPeriod(text, now);
  if (alone !== null) return [alone.isMoment ? { after: second(alone.from) } : whole(alone)];
  // A dash within a date is no span: of all places where it could be cut, the first that leaves two dates counts.
  for (const { index, 0: dash } of text.matchAll(/ ?(?:–|—|-| to | until |\.\.) ?/g)) {
    const last = readPeriod(text.slice(index + dash.length), now);
    const first = last && firstOf(text.slice(0, index), last, now);
    if (first && last) return [{ after: second(first.from), before: second(last.to) }];
  }
  return [];
}

/** In `15–28 Nov` the first day has the month of the last; and it is never later than that. */
function firstOf(text: string, last: Period, now: Date): Period | null {
  const month = last.from.toLocaleString('en', { month: 'short' }).toLowerCase();
  const beside = /^\d{1,2}$/.test(text) ? `${text} ${month} ${last.from.getFullYear()}` : text;
  const first = readPeriod(beside, last.to > now ? now : last.to);
  return first !== null && first.from > last.from ? null : first;
}

function whole({ from, to }: Period): TimeRange {
  return { after: second(from), before: second(to) };
}

function second(date: Date): string {
  return String(Math.floor(date.getTime() / 1000));
}

function isEmpty(after: string | undefined, before: string | undefined): boolean {
  const [from, to] = [Number(after), Number(before)];
  return from < 0 || to < 0 || from >= to;
}
