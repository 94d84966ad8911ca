import { isTooDeep } from '../json/depth';
import { parseExact } from '../json/exact';

/** Answers nested deeper than 128 levels are kept as text: whatever reads them could overflow. */
export class TooDeep extends Error {}

/** Parses JSON of a provider, its numbers digit by digit. Throws on anything else. */
export function parseAnswer(text: string): unknown {
  // Short ones cannot be nested deeply enough to overflow whatever reads them.
  if (text.length > 1_000 && isTooDeep(Buffer.from(text))) throw new TooDeep();
  return parseExact(text);
}
