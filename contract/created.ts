import { digitsOf } from './message/json-text';

/**
 * In Unix seconds. What is earlier is a zero, or a counter, and counts as no date: nothing was answered in 1970. No rule
 * acts on the age of what has none.
 */
export const EARLIEST = 365 * 86_400;
/** Of the year 5138. What is larger counts something finer than seconds. */
const LATEST = 1e11;

/**
 * When a completion was created, in whole Unix seconds; null where that is not said. Servers send seconds, fractions,
 * milliseconds and finer, digits in a string, or a date as text. A date without a time zone is one of UTC.
 */
export function createdSeconds(value: unknown): number | null {
  const seconds = typeof value === 'string' ? textSeconds(value.trim()) : numberSeconds(value);
  if (seconds === null || !(seconds >= EARLIEST && seconds < LATEST)) return null;
  return Math.floor(seconds);
}

function textSeconds(text: string): number | null {
  if (/^\d+(\.\d+)?(e\+?\d+)?$/i.test(text)) return inSeconds(Number(text));
  const iso =
    /^(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d)(:\d\d)?(?:[.,]\d+)?)? *(?:(Z|UTC|GMT)|([+-]\d\d):?(\d\d)?)?$/i.exec(
      text,
    );
  if (iso) {
    const [, day, time = '00:00', second = ':00', , hours, minutes = '00'] = iso;
    return parsed(`${day}T${time}${second}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
  }
  // As HTTP writes dates.
  return /^[a-z]{3}, .+(GMT|UTC|[+-]\d{4})$/i.test(text) ? parsed(text) : null;
}

function parsed(date: string): number | null {
  const milliseconds = Date.parse(date);
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000;
}

function numberSeconds(value: unknown): number | null {
  if (typeof value === 'number' || typeof value === 'bigint') return inSeconds(Number(value));
  // Where numbers keep their digits, they are objects.
  const digits = digitsOf(value);
  return digits === null ? null : inSeconds(Number(digits));
}

/** Milliseconds, microseconds and nanoseconds are told by their size. */
function inSeconds(count: number): number {
  let seconds = count;
  for (let step = 0; step < 3 && seconds >= LATEST; step += 1) seconds /= 1000;
  return seconds;
}
