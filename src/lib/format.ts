const NUMBER = new Intl.NumberFormat('en');
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const COST = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const COMPACT_COST = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
});
const SMALL_COST = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 2,
});
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const DATE_TIME = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const UTC = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
  timeZone: 'UTC',
});
const DAY_MONTH = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const CLOCK = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' });
const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const WEEKDAY = new Intl.DateTimeFormat('en', { weekday: 'long' });

const NO_DATE = 'no date';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function formatNumber(value: number): string {
  return NUMBER.format(value);
}

/** `1 token`, `1,204 tokens`. */
export function formatCount(count: number, noun: string): string {
  return `${NUMBER.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `31`, `1,204`, `12.3K`: short enough for a column, exact as long as it fits. */
export function formatTokens(count: number): string {
  return Math.abs(count) < 10_000 ? NUMBER.format(count) : COMPACT.format(count);
}

/** Milliseconds as `0 s`, `0.4 ms`, `840 ms`, `1.2 s`, `3 min 5 s`, `27 h 26 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 999.5) {
    const step = milliseconds < 1 ? 10 : 1;
    return `${Math.round(milliseconds * step) / step} ms`;
  }
  if (milliseconds < 59_950) return `${NUMBER.format(Math.round(milliseconds / 100) / 10)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return inTwo(seconds, 'min', 's');
  return inTwo(Math.round(seconds / 60), 'h', 'min');
}

function inTwo(small: number, unit: string, smallUnit: string): string {
  const [whole, rest] = [NUMBER.format(Math.floor(small / 60)), small % 60];
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${smallUnit}`;
}

/** Tokens a second: `< 0.1 tok/s`, `0.4 tok/s`, `1,204 tok/s`. */
export function formatSpeed(tokens: number): string {
  const step = tokens < 10 ? 10 : 1;
  return `${tokens < 0.1 ? '< 0.1' : NUMBER.format(Math.round(tokens * step) / step)} tok/s`;
}

/** `1 day`, `14 days`. */
export function formatDays(days: number): string {
  return formatCount(days, 'day');
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  return `${NUMBER.format(Math.round((bytes / 1024 ** power) * 10) / 10)} ${units[power - 1]}`;
}

/** US dollars, small amounts with two digits that count: `$0.0021`. */
export function formatCost(dollars: number): string {
  return (Math.abs(dollars) < 0.01 ? SMALL_COST : COST).format(dollars);
}

/** The same for a scale, whose values are round: `$0.20`, `$500`, `$2M`. */
export function formatCostTick(dollars: number): string {
  return dollars < 100 ? formatCost(dollars) : COMPACT_COST.format(dollars);
}

/** Unix seconds as `now`, `2 min. ago`, `yesterday`, and beyond a month as a date; `no date` for null. */
export function formatRelativeTime(seconds: number | null, now = Date.now()): string {
  if (seconds === null) return NO_DATE;
  const age = Math.round(now / 1000 - seconds);
  const size = Math.abs(age);
  if (size < 10) return 'now';
  if (size < MINUTE) return RELATIVE.format(-age, 'second');
  if (size < HOUR) return RELATIVE.format(-Math.trunc(age / MINUTE), 'minute');
  if (size < DAY) return RELATIVE.format(-Math.trunc(age / HOUR), 'hour');
  if (size < 30 * DAY) return RELATIVE.format(-Math.trunc(age / DAY), 'day');
  return isTime(seconds) ? DATE.format(seconds * 1000) : 'unknown';
}

/** The age alone, for a column of ages: `now`, `40 s`, `2 min`, `3 h`, `5 d`, and beyond a month the date. */
export function formatAge(seconds: number | null, now = Date.now()): string {
  if (seconds === null) return NO_DATE;
  const age = Math.round(now / 1000 - seconds);
  if (age < 10) return formatRelativeTime(seconds, now);
  if (age < MINUTE) return `${age} s`;
  if (age < HOUR) return `${Math.trunc(age / MINUTE)} min`;
  if (age < DAY) return `${Math.trunc(age / HOUR)} h`;
  if (age < 30 * DAY) return `${Math.trunc(age / DAY)} d`;
  return formatRelativeTime(seconds, now);
}

/** Unix seconds as `Nov 28, 2026, 03:00 UTC`, for what happens by the server's hours. */
export function formatUtc(seconds: number): string {
  return isTime(seconds) ? `${UTC.format(seconds * 1000)} UTC` : 'unknown';
}

/** Unix seconds as `Nov 3`, or as `2:30 PM` where what is told apart is shorter than a day. */
export function formatTick(seconds: number, isDay: boolean): string {
  return isTime(seconds) ? (isDay ? DAY_MONTH : CLOCK).format(seconds * 1000) : '';
}

/** Unix seconds as `Nov 28, 2026`, in the reader's time zone. */
export function formatDay(seconds: number): string {
  return isTime(seconds) ? DATE.format(seconds * 1000) : 'unknown';
}

/**
 * The reader's day of Unix seconds, as a head over what happened then: `Today, Nov 28, 2026`, `Yesterday, Nov 27, 2026`,
 * `Friday, Nov 20, 2026`.
 */
export function formatDayHead(seconds: number, now = Date.now()): string {
  const day = formatDay(seconds);
  if (!isTime(seconds)) return day;
  const before = new Date(now);
  // By the calendar: where clocks change, a day has 23 hours, or 25.
  before.setHours(12);
  before.setDate(before.getDate() - 1);
  if (day === DATE.format(now)) return `Today, ${day}`;
  return `${day === DATE.format(before) ? 'Yesterday' : WEEKDAY.format(seconds * 1000)}, ${day}`;
}

/** Unix seconds as `2:30 PM`, in the reader's time zone. */
export function formatTime(seconds: number): string {
  return isTime(seconds) ? CLOCK.format(seconds * 1000) : 'unknown';
}

/** Unix seconds in full, in the reader's time zone; `no date` for null. */
export function formatDateTime(seconds: number | null): string {
  if (seconds === null) return NO_DATE;
  return isTime(seconds) ? DATE_TIME.format(seconds * 1000) : 'unknown';
}

/** Dates end 8.64e15 ms from 1970; beyond, and for what is no number, Intl throws. */
function isTime(seconds: number): boolean {
  return Math.abs(seconds * 1000) <= 8.64e15;
}
