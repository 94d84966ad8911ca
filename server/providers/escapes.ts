/** How often a text may be encoded one over the other. */
const LAYERS = 3;

/** The longest way in which a text writes one character: the six of `\u002d`, each of them written so, and again. */
export const WIDEST = 6 ** LAYERS;

/** A text without some layers of its escapes; `places[i]` is where in the text its i-th character begins, or it ends. */
export type Reading = { read: string; places: Uint32Array | null };

/** The text as it stands (its places are null: they are its own), and without each layer of escapes that it has. */
export function readingsOf(text: string): Reading[] {
  const readings: Reading[] = [{ read: text, places: null }];
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const next = decoded(readings.at(-1) as Reading);
    if (!next) break;
    readings.push(next);
  }
  return readings;
}

/** Null where nothing is escaped. One pass, without a pattern: what is hostile is nothing but escapes. */
function decoded({ read: text, places: former }: Reading): Reading | null {
  if (!/[\\%&\0]/.test(text)) return null;
  const codes = new Uint16Array(text.length);
  const places = new Uint32Array(text.length + 1);
  let count = 0;
  let at = 0;
  while (at < text.length) {
    places[count] = former ? (former[at] ?? 0) : at;
    const found = escapeAt(text, at);
    codes[count] = found === NONE ? text.charCodeAt(at) : found & 0xffff;
    at += found === NONE ? 1 : found >>> 16;
    count += 1;
  }
  if (count === text.length) return null;
  places[count] = former ? (former[at] ?? 0) : at;
  const read = Buffer.from(codes.buffer, 0, 2 * count).toString('utf16le');
  return { read, places: places.subarray(0, count + 1) };
}

const NONE = 0;
const NUL = 0;
const BACKSLASH = 92;
const PERCENT = 37;
const AMPERSAND = 38;
const SEMICOLON = 59;

/** The escape of JSON, of addresses, of HTML or of wide characters that begins here: its length, and in the lower 16 bits its character. */
function escapeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === BACKSLASH) return backslash(text, at);
  if (code === PERCENT) return coded(hexOf(text, at + 1, 2), 3);
  if (code === NUL) return wide(text, at);
  return code === AMPERSAND ? entity(text, at) : NONE;
}

/** UTF-16 and UTF-32, read byte by byte, have one or three of them around each character of a key. */
function wide(text: string, at: number): number {
  let next = at + 1;
  while (next < at + 3 && text.charCodeAt(next) === NUL) next += 1;
  const code = text.charCodeAt(next);
  return next === text.length || code === NUL ? NONE : coded(code, next + 1 - at);
}

function coded(character: number, length: number): number {
  return character === -1 ? NONE : (length << 16) | character;
}

function backslash(text: string, at: number): number {
  if (at + 1 === text.length) return NONE;
  const code = text.charCodeAt(at + 1);
  const kind = code | 32;
  const digits = kind === 117 ? 4 : kind === 120 ? 2 : 0; // u and x
  return (digits > 0 && coded(hexOf(text, at + 2, digits), digits + 2)) || coded(code, 2);
}

/** With more zeros before them, numbers are for nobody to read. */
const MOST_ZEROS = 6;
const NAMED: Record<string, number> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39, sol: 47 };

function entity(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 35) return named(text, at); // #
  const isHex = (text.charCodeAt(at + 2) | 32) === 120;
  let from = at + (isHex ? 3 : 2);
  for (let zeros = 0; zeros < MOST_ZEROS && text.charCodeAt(from) === 48; zeros += 1) from += 1;
  const longest = isHex ? 2 : 3;
  for (let digits = longest; digits > 0; digits -= 1) {
    const end = from + digits;
    if (text.charCodeAt(end) !== SEMICOLON) continue;
    const character = isHex ? hexOf(text, from, digits) : decimalOf(text, from, digits);
    return coded(character, end + 1 - at);
  }
  return NONE;
}

function named(text: string, at: number): number {
  for (const length of [2, 3, 4])
    if (text.charCodeAt(at + 1 + length) === SEMICOLON) {
      const name = text.slice(at + 1, at + 1 + length).toLowerCase();
      return coded(NAMED[name] ?? -1, length + 2);
    }
  return NONE;
}

function hexOf(text: string, from: number, digits: number): number {
  let value = 0;
  for (let at = from; at < from + digits; at += 1) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit === -1) return -1;
    value = 16 * value + digit;
  }
  return value;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function decimalOf(text: string, from: number, digits: number): number {
  const number = text.slice(from, from + digits);
  return /^\d+$/.test(number) ? Number(number) : -1;
}
