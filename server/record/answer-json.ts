import { isTooDeep, MAX_DEPTH } from '../json/depth';
import { parseExact } from '../json/exact';

/** Answers nested deeper than 128 levels are kept as text: whatever reads them could overflow. */
export class TooDeep extends Error {}

/** Parses JSON of a provider, its numbers digit by digit. Throws on anything else. */
export function parseAnswer(text: string): unknown {
  // Each level takes a character to open and one to close.
  if (text.length > 2 * MAX_DEPTH && isTooDeep(Buffer.from(text))) throw new TooDeep();
  return parseExact(text);
}
