import type { SharedText } from '../../json/text';
import { asKept, packedSize, unpackInto } from '../packed';

// The texts of a completion are packed on PostgreSQL, too. Their column is a text's, and stays one: to make it one of
// bytes would write every row of a large table anew, and refuse what servers of a former release write. Seven bits of
// the bytes are a character, U+0001 to U+0080: a seventh more, and all of them but the last take one byte.

/** No JSON text begins with it. */
const MARK = '\u0001';
/** Digits that follow, of the bytes of both texts as they were: statements add them up. */
const DIGITS = 5;
const BITS = 7;
const START = MARK.length + DIGITS;

/** Bytes of a `body` as it was, and of `messages` where it has both; without a look into long ones. */
export const SIZE_OF_BODY = `CASE WHEN messages = '' AND left(body, 1) = chr(1) THEN substr(body, 2, ${DIGITS})::bigint
  ELSE octet_length(body) END`;

export function textOfBytes(bytes: Buffer): string {
  const codes = Buffer.allocUnsafe(Math.ceil((bytes.length * 8) / BITS));
  let [at, bits, count] = [0, 0, 0];
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    count += 8;
    while (count >= BITS) {
      count -= BITS;
      codes[at++] = ((bits >> count) & 0x7f) + 1;
    }
    bits &= 0x7f;
  }
  if (count > 0) codes[at] = ((bits << (BITS - count)) & 0x7f) + 1;
  const size = String(packedSize(bytes)).padStart(DIGITS, '0');
  return `${MARK}${size}${codes.toString('latin1')}`;
}

export function bytesOfText(text: string): Buffer {
  const codes = Buffer.from(text, 'latin1');
  const bytes = Buffer.allocUnsafe(Math.floor(((codes.length - START) * BITS) / 8));
  let [at, bits, count] = [0, 0, 0];
  for (let i = START; i < codes.length; i += 1) {
    bits = (bits << BITS) | ((codes[i] ?? 0) - 1);
    count += BITS;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = bits >> count;
    bits &= 0xff >> (8 - count);
  }
  return bytes;
}

/** Both texts as their columns keep them. */
export function asKeptText(texts: Parameters<typeof asKept>[0], least?: number): typeof texts {
  return asKept(texts, textOfBytes, least);
}

/** Of messages that wait for their answer, in bytes: what is packed leaves less behind when the answer comes. */
const LEAST_BEGUN = 400;

/** The same of a completion that begins. */
export function asBegunText(messages: SharedText): ReturnType<typeof asKeptText> {
  return asKeptText({ messages, body: '{}' }, LEAST_BEGUN);
}

/** Rows as they were before their texts were packed. */
export function unpacked<Row extends object>(rows: Row[]): Row[] {
  if (rows[0] && Object.hasOwn(rows[0], 'body'))
    for (const row of rows) unpackInto(row, (body) => (isText(body) ? bytesOfText(body) : null));
  return rows;
}

function isText(body: unknown): body is string {
  return typeof body === 'string' && body.startsWith(MARK);
}
