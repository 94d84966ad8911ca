import { hasMoreValues, isTooDeep, MAX_DEPTH, MAX_VALUES } from '../json/depth';
import { parseExact } from '../json/exact';

/** Answers nested deeper than 128 levels are kept as text: whatever reads them could overflow. */
export class TooDeep extends Error {}

/** Answers of more values than {@link MAX_VALUES} are kept as text: whatever reads them could run out of memory. */
export class TooManyValues extends Error {}

/** Parses JSON of a provider, its numbers digit by digit. Throws on anything else. */
export function parseAnswer(text: string): unknown {
  // Each level takes a character to open and one to close.
  if (text.length > 2 * MAX_DEPTH) {
    const bytes = Buffer.from(text);
    if (hasMoreValues(bytes, MAX_VALUES.answer)) throw new TooManyValues();
    if (isTooDeep(bytes)) throw new TooDeep();
  }
  return parseExact(text);
}
