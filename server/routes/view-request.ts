import { readStrictPairs } from '../http/read-filter';
import { readTableQuery } from './table-query';

/** What of an address belongs to the table, and is no filter. */
const OPTIONS = new Set(['sort', 'order', 'limit']);

/** Fails with 400 for what is no address of the table. */
export function checkTableAddress(query: string): void {
  const pairs = [...new URLSearchParams(query)];
  readStrictPairs(pairs.filter(([name]) => !OPTIONS.has(name)));
  readTableQuery(new URLSearchParams(pairs.filter(([name]) => OPTIONS.has(name))));
}
