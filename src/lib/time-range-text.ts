import { ageOf } from '#contract/filter';
import { formatCount, formatDateTime, formatTime } from '@/lib/format';
import type { TimeRange } from './typed-time';

const DAY = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short' });
const DAYS = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const DAYS_OF_YEAR = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });
const UNITS: Record<string, string> = { m: 'minute', h: 'hour', d: 'day', w: 'week' };

/** A stretch of time in words: how it is meant, and what it is. */
export function timeRangeText(
  { after, before }: TimeRange,
  now = new Date(),
): { operator: string; value: string } {
  if (before === undefined) {
    if (after === undefined) return { operator: 'in', value: 'all time' };
    const age = ageWords(after);
    if (age === null) return { operator: 'since', value: momentText(after, now) };
    return { operator: 'in', value: `the last ${age.replace(/^1 /, '')}` };
  }
  if (after === undefined) {
    const age = ageWords(before);
    if (age === null) return { operator: 'before', value: momentText(before, now) };
    return { operator: 'older than', value: age };
  }
  return { operator: 'in', value: spanText(after, before, now) };
}

/** The same as one text: `since Mon, Nov 23`. */
export function timeRangeWords(range: TimeRange, now = new Date()): string {
  const { operator, value } = timeRangeText(range, now);
  return operator === 'in' ? value : `${operator} ${value}`;
}

function spanText(after: string, before: string, now: Date): string {
  const [from, to] = [dateOf(after), dateOf(before)];
  if (from === null || to === null || !isMidnight(from) || !isMidnight(to)) {
    return `${momentText(after, now)} – ${momentText(before, now)}`;
  }
  const last = new Date(to.getTime() - 1);
  if (from.getDate() === 1 && to.getDate() === 1 && isMonthAfter(from, to))
    return MONTH.format(from);
  if (from.toDateString() === last.toDateString()) return dayText(from, now);
  const isThisYear = [from, last].every((date) => date.getFullYear() === now.getFullYear());
  // Intl sets the dash between thin spaces, which no search of the page finds.
  return (isThisYear ? DAYS : DAYS_OF_YEAR).formatRange(from, last).replace(/\s/g, ' ');
}

function isMonthAfter(from: Date, to: Date): boolean {
  return new Date(from.getFullYear(), from.getMonth() + 1, 1).getTime() === to.getTime();
}

/** `7 days`; null for what is no age. */
export function ageWords(value: string): string | null {
  if (ageOf(value) === null) return null;
  const count = Number(value.slice(0, -1));
  return formatCount(count, UNITS[value.slice(-1)] ?? '');
}

/** A midnight is a day; what no calendar has is shown as the number that it is. */
function momentText(value: string, now: Date): string {
  const age = ageWords(value);
  if (age !== null) return `${age} ago`;
  const date = dateOf(value);
  if (date === null) return formatDateTime(Number(value));
  if (isMidnight(date)) return dayText(date, now);
  return `${dayText(date, now)}, ${formatTime(Number(value))}`;
}

function dayText(date: Date, now: Date): string {
  const text = DAY.format(date);
  return date.getFullYear() === now.getFullYear() ? text : `${text}, ${date.getFullYear()}`;
}

function dateOf(value: string): Date | null {
  const date = new Date(Number(value) * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}

function isMidnight(date: Date): boolean {
  return date.getHours() + date.getMinutes() + date.getSeconds() === 0;
}
