/** Texts of fewer characters (UTF-16 code units) are written as they are. */
const LONG = 1_000;

/**
 * A value as JSON without the long texts, such as pictures, that `saved` holds as well: what a page that goes away
 * leaves in localStorage when all of it would not fit. `readShortForm` puts them in again.
 */
export function shortForm(value: unknown, saved: unknown): string {
  const known = new Map(longTexts(saved).map((text) => [text, nameOf(text)]));
  const mark = crypto.randomUUID();
  const json = JSON.stringify(value, (_key, part: unknown) => {
    const name = typeof part === 'string' ? known.get(part) : undefined;
    return name === undefined ? part : `${mark} ${name}`;
  });
  return JSON.stringify({ mark, json });
}

/**
 * Leaves a value in localStorage for the next page: under the name `whole` as it is, or, where that is too large, under
 * `short` without what `saved` holds. Nothing fits if a large picture came in the last half second.
 */
export function leaveInStorage(
  { whole, short }: { whole: string; short: string },
  value: unknown,
  saved: unknown,
): void {
  if (!put(whole, short, JSON.stringify(value))) put(short, whole, shortForm(value, saved));
}

/** Whether there was room. What was left in the `other` form is older. */
function put(name: string, other: string, text: string): boolean {
  try {
    localStorage.removeItem(other);
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

/** Reads what `shortForm` made, with the texts that `saved` holds; null when it is damaged, or one of them is missing. */
export function readShortForm(text: string, saved: unknown): unknown {
  try {
    const { mark, json } = JSON.parse(text) as { mark: unknown; json: unknown };
    if (typeof mark !== 'string' || typeof json !== 'string') return null;
    const known = new Map(longTexts(saved).map((each) => [`${mark} ${nameOf(each)}`, each]));
    return JSON.parse(json, (_key, part: unknown) => {
      if (typeof part !== 'string' || !part.startsWith(`${mark} `)) return part;
      const whole = known.get(part);
      if (whole === undefined) throw new Error('The saved version lacks a text.');
      return whole;
    });
  } catch {
    return null;
  }
}

function longTexts(value: unknown): string[] {
  if (typeof value === 'string') return value.length < LONG ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(longTexts);
}

/** Tells long texts apart: their length, and two numbers made of all their characters. */
function nameOf(text: string): string {
  let [one, other] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x5bd1e995) + 1;
  }
  return `${text.length} ${one >>> 0} ${other >>> 0}`;
}
