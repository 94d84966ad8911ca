import type { Sort } from '#contract/filter';
import { COUNT_BOUND } from '../sql/list-plan';
import { searchWords } from '#contract/search-words';
import { isIndexed } from '../sql/search-text';
import type { Value } from '../columns';
import type { CompletionFilter } from './query';
import { type Driver, Selection, type TableDatabase, valuesByKey } from './selection';

/**
 * Picks where to start reading: from the rarest condition that has entries of its own. A sort other than by time can
 * follow an index of its own instead, which is better unless that condition leaves few rows to sort.
 */
export async function chooseDriver(
  database: TableDatabase,
  filter: CompletionFilter,
  sort: Sort = 'created',
): Promise<Driver> {
  const fallback: Driver = sort === 'created' ? { kind: 'table' } : { kind: 'sorted', sort };
  const candidates = [...(await searchDriver(database, filter)), ...driversOf(filter)];
  const [only] = candidates;
  if (!only) return fallback;
  if (candidates.length === 1 && sort === 'created' && !hasColumns(filter)) return only;
  const counts = await Promise.all(candidates.map((driver) => boundedCount(database, driver)));
  const least = Math.min(...counts);
  const rarest = candidates[counts.indexOf(least)] ?? only;
  if (least < COUNT_BOUND) return rarest;
  return sort === 'created' && (rarest.kind === 'search' || !hasColumns(filter))
    ? rarest
    : fallback;
}

/** Texts alone are read in order; with names a set has to be made first, so that it is known whether there are any. */
async function searchDriver(
  database: TableDatabase,
  { search }: CompletionFilter,
): Promise<Driver[]> {
  const words = searchWords(search).filter(isIndexed);
  if (words.length === 0) return [];
  const isNamed = await Promise.all(
    words.map(async (word) => {
      const values: Value[] = [];
      const bind = (value: Value) => `$${values.push(value)}`;
      return (await database.rows(database.dialect.isNamed(word, bind), values)).length > 0;
    }),
  );
  return [{ kind: 'search', words, names: words.filter((_, at) => isNamed[at]) }];
}

function driversOf({ metadata, metadataAny, metadataExists }: CompletionFilter): Driver[] {
  return [
    ...metadata.map(([key, value]) => ({ kind: 'pair' as const, key, value })),
    // The entries of several values are not in order.
    ...[...valuesByKey(metadataAny).keys(), ...metadataExists].map((key) => ({
      kind: 'key' as const,
      key,
    })),
  ];
}

/** Conditions on columns that the index in order of `k` holds, so that walking it is cheaper than looking up rows. */
function hasColumns({ models, providers, states, finishReasons }: CompletionFilter): boolean {
  return [models, providers, states, finishReasons].some(({ length }) => length > 0);
}

async function boundedCount(database: TableDatabase, driver: Driver): Promise<number> {
  const selection = new Selection(database.dialect, driver);
  const inner = selection.entriesSql(`${selection.k} AS k`, `LIMIT ${COUNT_BOUND}`);
  const sql = `SELECT count(*) AS count FROM (${inner}) bounded`;
  const [row] = await database.rows<{ count: number }>(sql, selection.values);
  return row?.count ?? 0;
}
