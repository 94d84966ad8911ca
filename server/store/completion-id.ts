import { firstOfSecond, secondOf } from './position';
import { randomly } from './random-bytes';

/**
 * Where a completion stands in the total order, and the id that says so.
 * Its position `k` is sort key and page cursor, see position.ts.
 */
export type CompletionPosition = {
  id: string;
  k: number;
  /** Unix time in whole seconds. */
  created: number;
};

const PREFIX = 'chatcmpl-';
const K_DIGITS = 9;
const RANDOM_DIGITS = 18;
// ASCII order, so that ids sort as text the way their positions sort as numbers.
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PATTERN = new RegExp(`^${PREFIX}([0-9A-Za-z]{${K_DIGITS}})[0-9A-Za-z]{${RANDOM_DIGITS}}$`);

/**
 * Gives out positions: by time, strictly growing within this process even when the clock steps back, with ten
 * random bits so that two processes on one database seldom meet, and an id that nobody can guess (107 random bits).
 */
export function createPositions(now: () => number = Date.now): () => CompletionPosition {
  let last = 0;
  return () => {
    const ms = now();
    const tie = (ms % 1000) * 1024 + (randomly(2).readUInt16BE() & 1023);
    const candidate = firstOfSecond(Math.floor(ms / 1000)) + tie;
    last = Math.max(candidate, last + 1);
    return { id: PREFIX + base62(last) + randomText(), k: last, created: secondOf(last) };
  };
}

/** The position that an id of ours names, also when its completion has been erased; null for any other text. */
export function positionOf(id: string): number | null {
  const digits = PATTERN.exec(id)?.[1];
  if (digits === undefined) return null;
  let k = 0;
  for (const digit of digits) k = k * 62 + ALPHABET.indexOf(digit);
  return Number.isSafeInteger(k) ? k : null;
}

function base62(k: number): string {
  let text = '';
  for (let rest = k; text.length < K_DIGITS; rest = Math.floor(rest / 62)) {
    text = ALPHABET.charAt(rest % 62) + text;
  }
  return text;
}

function randomText(): string {
  let text = '';
  while (text.length < RANDOM_DIGITS) {
    for (const byte of randomly(RANDOM_DIGITS)) {
      // 248 is the largest multiple of 62 in a byte: beyond it the first letters would come up more often.
      if (byte < 248 && text.length < RANDOM_DIGITS) text += ALPHABET.charAt(byte % 62);
    }
  }
  return text;
}
