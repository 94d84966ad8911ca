/** `to` is where it ends, which is no part of it; a moment lasts no time. */
export type Period = { from: Date; to: Date; isMoment?: true };
type Unit = 'day' | 'week' | 'month' | 'year';

const MONTHS = namesOf(12, 'month', (index) => new Date(2024, index, 15));
/** The 7th of January 2024 was a Sunday. */
const WEEKDAYS = namesOf(7, 'weekday', (index) => new Date(2024, 0, 7 + index));

/** The day, week, month or year that a date is in. */
export function periodAround(date: Date, unit: Unit): Period {
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (unit === 'year') return { from: new Date(year, 0, 1), to: new Date(year + 1, 0, 1) };
  if (unit === 'month') return { from: new Date(year, month, 1), to: new Date(year, month + 1, 1) };
  const first = unit === 'week' ? day - ((date.getDay() + 6) % 7) : day;
  const length = unit === 'week' ? 7 : 1;
  return { from: new Date(year, month, first), to: new Date(year, month, first + length) };
}

/** What lower-case words say of the calendar, as seen from `now`; null when they say nothing of it. */
export function readPeriod(text: string, now: Date): Period | null {
  const named =
    relative(text, now) ?? zonedMoment(text) ?? weekOf(text, now) ?? monthOrYear(text, now);
  if (named) return named;
  const { day: dayText, time } = splitTime(text);
  const day = dayText === '' ? periodAround(now, 'day') : dayOf(dayText, now);
  if (day === null || time === null) return day;
  const at = new Date(day.from);
  at.setHours(time.hours, time.minutes);
  return { from: at, to: at, isMoment: true };
}

function relative(text: string, now: Date): Period | null {
  if (text === 'now') return { from: now, to: now, isMoment: true };
  const [, which, unit] = /^(this|last|previous) (week|month|year)$/.exec(text) ?? [];
  if (which === undefined || unit === undefined) return null;
  // The expression allows no other unit.
  const current = periodAround(now, unit as Unit);
  if (which === 'this') return current;
  return periodAround(new Date(current.from.getTime() - 1), unit as Unit);
}

/** As logs write it: `2026-11-30t10:00:00.123z`, or with an offset. Without `t` and seconds a second time ends a span. */
function zonedMoment(text: string): Period | null {
  const [, day = '', join, minute = '', seconds, zone = ''] =
    /^(\d{4}-\d\d-\d\d)([t ])(\d\d:\d\d)(:\d\d)?(?:[.,]\d+)? ?(z|utc|gmt|[+-]\d\d:?\d\d)$/.exec(
      text,
    ) ?? [];
  const isOffset = /^[+-]/.test(zone);
  const isDay = new Date(`${day}T00:00Z`).getUTCDate() === Number(day.slice(-2));
  if (!isDay || (isOffset && join !== 't' && seconds === undefined)) return null;
  const offset = isOffset ? zone.replace(/^(...):?/, '$1:') : 'Z';
  const at = new Date(`${day}T${minute}${seconds ?? ''}${offset}`);
  return Number.isNaN(at.getTime()) ? null : { from: at, to: at, isMoment: true };
}

/** Weeks as ISO 8601 counts them: `week 48`, `w48 2025`, `2025-w48`. */
function weekOf(text: string, now: Date): Period | null {
  const [, before, week, after] =
    /^(?:(\d{4})-?)?(?:w|week )(\d{1,2})(?: (\d{4}))?$/.exec(text) ?? [];
  if (week === undefined) return null;
  const inYear = (year: number) => {
    const found = periodAround(new Date(year, 0, 4 + (Number(week) - 1) * 7), 'week');
    const thursday = new Date(found.from);
    thursday.setDate(thursday.getDate() + 3);
    return thursday.getFullYear() === year ? found : null;
  };
  const year = before ?? after;
  if (year !== undefined) return inYear(Number(year));
  const current = inYear(now.getFullYear());
  return current && current.from > now ? inYear(now.getFullYear() - 1) : current;
}

function monthOrYear(text: string, now: Date): Period | null {
  if (/^(19|20)\d\d$/.test(text)) return periodAround(new Date(Number(text), 0, 1), 'year');
  const iso = /^(\d{4})-(\d\d)$/.exec(text);
  if (iso) return monthIn(Number(iso[2]) - 1, Number(iso[1]));
  const [, name = '', year] = /^(\p{L}+)\.?(?: (\d{4}))?$/u.exec(text) ?? [];
  const month = indexIn(MONTHS, name);
  if (month === null) return null;
  return monthIn(month, year === undefined ? lastYearOf(month, 1, now) : Number(year));
}

function monthIn(month: number, year: number): Period | null {
  return month >= 0 && month < 12 ? periodAround(new Date(year, month, 1), 'month') : null;
}

/** A time of day at the end: `9:00`, `09.30 h`, `9am`, `T09:00`, `noon`. */
function splitTime(text: string): {
  day: string;
  time: { hours: number; minutes: number } | null;
} {
  const found =
    /^(.*?)(?:^| at |[ t]|, )(?:(\d{1,2}):(\d\d)(?::\d\d)? ?(am|pm)?|(\d{1,2}) ?(am|pm)|(noon))(?: ?h)?$/.exec(
      text,
    );
  if (!found) return { day: text, time: null };
  const [, day = '', hour = found[5] ?? '12', minutes = '0', , , , noon] = found;
  const half = found[4] ?? found[6];
  const twelve = half === undefined || noon ? Number(hour) : Number(hour) % 12;
  const hours = half === 'pm' ? twelve + 12 : twelve;
  if (hours > 23 || Number(minutes) > 59) return { day: text, time: null };
  return { day: day.replace(/,$/, '').trim(), time: { hours, minutes: Number(minutes) } };
}

function dayOf(text: string, now: Date): Period | null {
  if (text === 'today') return periodAround(now, 'day');
  if (text === 'yesterday')
    return periodAround(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1), 'day');
  const weekday = indexIn(WEEKDAYS, text.replace(/^(on|last) /, ''));
  if (weekday !== null) {
    const back = (now.getDay() - weekday + 7) % 7;
    return periodAround(new Date(now.getFullYear(), now.getMonth(), now.getDate() - back), 'day');
  }
  return dateOf(text, now);
}

function dateOf(text: string, now: Date): Period | null {
  const iso = /^(\d{4})([-/])(\d\d?)\2(\d\d?)$/.exec(text);
  if (iso) return dayIn(Number(iso[4]), Number(iso[3]) - 1, Number(iso[1]));
  const dotted = /^(\d\d?)\.(\d\d?)\.(?: ?(\d{4}))?$/.exec(text);
  if (dotted) return dated(Number(dotted[1]), Number(dotted[2]) - 1, dotted[3], now);
  const [, day, after, year] =
    /^(\d{1,2})(?:st|nd|rd|th|\.)? (\p{L}+)\.?,?(?: (\d{4}))?$/u.exec(text) ?? [];
  const [, before, dayToo, yearToo] =
    /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$/u.exec(text) ?? [];
  const month = indexIn(MONTHS, after ?? before ?? '');
  return month === null ? null : dated(Number(day ?? dayToo), month, year ?? yearToo, now);
}

function dated(day: number, month: number, year: string | undefined, now: Date): Period | null {
  return dayIn(day, month, year === undefined ? lastYearOf(month, day, now) : Number(year));
}

/** Null for a day that its month does not have. */
function dayIn(day: number, month: number, year: number): Period | null {
  const date = new Date(year, month, day);
  return date.getMonth() === month && date.getDate() === day ? periodAround(date, 'day') : null;
}

/** The year of the last such day that has begun. */
function lastYearOf(month: number, day: number, now: Date): number {
  const year = now.getFullYear();
  return new Date(year, month, day) > now ? year - 1 : year;
}

/** The names of months and weekdays, whole and short, in English and in the reader's language, in lower case. */
function namesOf(count: number, part: 'month' | 'weekday', date: (index: number) => Date) {
  const formats = ['en', undefined].flatMap((locale) =>
    (['long', 'short'] as const).map((form) => new Intl.DateTimeFormat(locale, { [part]: form })),
  );
  return Array.from({ length: count }, (_, index) =>
    formats.map((format) => format.format(date(index)).toLowerCase().replace(/\.$/, '')),
  );
}

/** By its name, or its beginning: `sep`, `sept`, `thurs`. */
function indexIn(names: readonly string[][], text: string): number | null {
  if (text.length < 3 && !names.some((forms) => forms.includes(text))) return null;
  const at = names.findIndex((forms) => forms.some((name) => name.startsWith(text)));
  return at < 0 ? null : at;
}
