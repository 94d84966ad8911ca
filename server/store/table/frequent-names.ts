import { searchWords } from '#contract/search-words';
import type { SeriesQuery } from './query';
import type { Driver, TableDatabase } from './dialect';
import { Selection } from './selection';

/** What rows are split by; null where they have no value, undefined for names that the database has put together. */
export type Name = string | null | undefined;

type Split = Pick<SeriesQuery, 'filter' | 'split'>;

/** In the statement: what has no value, and all names beyond the frequent ones; those have their places. */
const [ABSENT, REST] = [-1, -2];

/** The most frequent names. No value may be one of them; where it is not, it has a place of its own in any case. */
export async function frequentNames(
  database: TableDatabase,
  { filter, split }: Split,
  driver: Driver,
  most: number,
): Promise<(string | null)[]> {
  if (!split) return [''];
  const words = searchWords(filter.search);
  // The index of pairs has the values of a key in order, so that nothing has to be looked up or sorted.
  const key = split.by === 'metadata' && words.length === 0 ? split.key : null;
  const selection = new Selection(database.dialect, key === null ? driver : { kind: 'key', key });
  const name = key === null ? nameSql(selection, split) : 'd.value';
  const metadataExists = [...filter.metadataExists, ...(key === null ? [] : [key])];
  selection.matching({ ...filter, metadataExists }, words);
  const sql = selection.sql(
    `${name} AS name, count(*) AS count`,
    `GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${most}`,
  );
  const rows = await database.rows<{ name: string | null }>(sql, selection.values);
  return rows.map((row) => row.name);
}

export function nameSql(selection: Selection, split: SeriesQuery['split']): string {
  if (!split) return "''";
  return split.by === 'metadata' ? selection.valueOf(split.key) : 'c.model';
}

/** SQL of a name's place among the frequent ones. */
export function slotSql(
  selection: Selection,
  split: SeriesQuery['split'],
  names: readonly (string | null)[],
): string {
  if (!split) return '0';
  const name = nameSql(selection, split);
  const cases = names.flatMap((known, at) =>
    known === null ? [] : [`WHEN ${selection.bind(known)} THEN ${at}`],
  );
  const others = `CASE WHEN ${name} IS NULL THEN ${ABSENT} ELSE ${REST} END`;
  return cases.length === 0 ? others : `CASE ${name} ${cases.join(' ')} ELSE ${others} END`;
}

export function nameAt(slot: number, names: readonly (string | null)[]): Name {
  return slot === ABSENT ? null : names[slot];
}
