import type { Sort } from '#contract/filter';
import { COUNT_BOUND } from '../sql/list-plan';
import { searchWords } from '#contract/search-words';
import type { Value } from '../columns';
import { type CompletionFilter, valuesByKey } from './query';
import type { Bind, Driver, TableDatabase } from './dialect';
import { Selection } from './selection';

/** Beyond it the set that a search makes of names costs more than it saves. */
const MOST_NAMED = 5_000;

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

async function searchDriver(database: TableDatabase, filter: CompletionFilter): Promise<Driver[]> {
  if (database.searchedBy) {
    const driver = await database.searchedBy(filter);
    return driver ? [driver] : [];
  }
  const { words, names } = await drivingWords(database, filter);
  return words.length === 0 ? [] : [{ kind: 'search', words, names }];
}

/**
 * Texts alone are read in order; with names a set has to be made first. A word by which very many are called, such as
 * `prod`, does not drive: walking the table meets it soon enough.
 */
export async function drivingWords(
  database: Pick<TableDatabase, 'dialect' | 'rows'>,
  { search }: CompletionFilter,
): Promise<{ words: string[]; names: string[] }> {
  const counted = await Promise.all(
    searchWords(search)
      .filter(database.dialect.finds)
      .map(async (word) => ({ word, count: await countNamed(database, word) })),
  );
  const driving = counted.filter(({ count }) => count < MOST_NAMED);
  return {
    words: driving.map(({ word }) => word),
    names: driving.filter(({ count }) => count > 0).map(({ word }) => word),
  };
}

async function countNamed(
  database: Pick<TableDatabase, 'dialect' | 'rows'>,
  word: string,
): Promise<number> {
  const { dialect } = database;
  const ask = async (sql: (bind: Bind) => string) => {
    const values: Value[] = [];
    const text = sql((value) => `$${values.push(value)}`);
    const [row] = await database.rows<{ count: number }>(text, values);
    return row?.count ?? 0;
  };
  const { namesMany } = dialect;
  // Half of them, as a sample finds fewer half of the time.
  const areMany = namesMany && (await ask((bind) => namesMany(word, MOST_NAMED / 2, bind))) > 0;
  if (areMany) return MOST_NAMED;
  return ask(
    (bind) =>
      `SELECT count(*) AS count FROM (${dialect.namedBy(word, bind)} LIMIT ${MOST_NAMED}) named`,
  );
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

/** Whether a driver with entries of its own has so few of them that all are soon looked at. */
export async function hasFewEntries(database: TableDatabase, driver: Driver): Promise<boolean> {
  if (driver.kind === 'table' || driver.kind === 'sorted') return false;
  return (await boundedCount(database, driver)) < COUNT_BOUND;
}

async function boundedCount(database: TableDatabase, driver: Driver): Promise<number> {
  const selection = new Selection(database.dialect, driver);
  const k = `${selection.k} AS k`;
  // Texts and names are counted each up to the bound, and not to the end.
  const inner =
    driver.kind === 'search'
      ? selection.inOrder(k, 'DESC', COUNT_BOUND)
      : selection.entriesSql(k, `LIMIT ${COUNT_BOUND}`);
  const sql = `SELECT count(*) AS count FROM (${inner}) bounded`;
  const [row] = await database.rows<{ count: number }>(sql, selection.values);
  return row?.count ?? 0;
}
