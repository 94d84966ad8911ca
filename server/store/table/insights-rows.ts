import { firstOfSecond } from '../position';
import { searchWords } from '#contract/search-words';
import type { Amounts } from './insights-figures';
import { isNarrow } from './narrow-keys';
import type { CompletionFilter, InsightsQuery } from './query';
import { isRemembered, remembered } from './remembered';
import { type Driver, Selection, type TableDatabase } from './selection';
import { tallied, talliedReason, talliedSums } from './tallied';

const DAY = 86_400;

/** What rows are split by; null where they have no value, undefined for names that the database has put together. */
export type Name = string | null | undefined;
export type Named<Row> = Row & { bucket: number; name: Name };
/** Of a bucket whatever the name, or of a name whenever it was. */
export type Bin = { bucket: number | null; name: Name; bin: number | null; count: number };

type Source = { filter: CompletionFilter; driver: Driver };
/** What rows are split by further, first, and what is added up. */
type Select = string | ((selection: Selection) => string);
type Fold<Row> = (rows: readonly Row[]) => readonly Row[];
type Read = <Row extends object>(
  source: Source,
  select: Select,
  fold?: Fold<Row>,
) => Promise<readonly Row[]>;

type Reading = { driver: Driver; bucket: number; mostNames: number };

/** Reads groups of time, name and one more thing: remembered ones, where what they are split by allows it. */
export async function readerOf(
  database: TableDatabase,
  query: InsightsQuery,
  { driver, bucket, mostNames }: Reading,
): Promise<Read> {
  const { filter, split } = query;
  const select = (selection: Selection, name: string, more: Select) =>
    `${selection.k} / ${firstOfSecond(bucket)} AS bucket, ${name} AS name,
      ${typeof more === 'string' ? more : more(selection)}`;
  if (isRemembered(filter) && (split?.by !== 'metadata' || (await isNarrow(database, split.key))))
    return async <Row extends object>(source: Source, more: Select, fold?: Fold<Row>) => {
      const question = {
        ...source,
        groups: 3,
        fold,
        select: (selection: Selection) => select(selection, nameSql(selection, query), more),
      };
      return (await remembered<Row>(database, source.filter, question)).rows;
    };
  const names = await frequentNames(database, query, driver, mostNames);
  return async <Row extends object>(source: Source, more: Select, fold?: Fold<Row>) => {
    const selection = new Selection(database.dialect, source.driver);
    const columns = select(selection, slotSql(selection, query, names), more);
    selection.matching(source.filter, searchWords(source.filter.search));
    const rows = await database.rows<Row & { name: number }>(
      selection.sql(columns, 'GROUP BY 1, 2, 3'),
      selection.values,
    );
    const named = rows.map((row) => ({
      ...row,
      name: row.name === ABSENT ? null : names[row.name],
    }));
    return fold ? fold(named) : named;
  };
}

/** What tallies say of it, which is all but reasons, verdicts and how times are spread. */
export function talliedAmounts(
  database: TableDatabase,
  { filter, split }: InsightsQuery,
  bucket: number,
): Promise<Named<Amounts>[]> {
  const { count, prompt, completion, priced, cost } = talliedSums;
  return tallied<Named<Amounts>>(database, filter, {
    select: `t.k / ${firstOfSecond(bucket)} AS bucket, ${split ? 't.model' : "''"} AS name,
      CASE WHEN t.state = 'complete' THEN ${talliedReason} END AS ending, ${count} AS count,
      ${prompt} AS prompt, ${completion} AS completion, CASE WHEN ${priced} > 0 THEN ${cost} END AS cost`,
    groupBy: '1, 2, 3',
    isByDay: bucket % DAY === 0,
  });
}

/** A histogram of each bucket and one of each name, which are far fewer bins than of each name in each bucket. */
export function binsOf(rows: readonly Bin[]): Bin[] {
  const bins = new Map<string, Bin>();
  const add = (bucket: number | null, name: Name, { bin, count }: Bin) => {
    const place = `${bin} ${bucket} ${name}`;
    const former = bins.get(place);
    bins.set(place, { bucket, name, bin, count: count + (former?.count ?? 0) });
  };
  for (const row of rows) {
    if (row.bin === null) continue;
    add(row.bucket, undefined, row);
    add(null, row.name, row);
  }
  return [...bins.values()];
}

/** In the statement: what has no value, and all names beyond the frequent ones; those have their places. */
const [ABSENT, REST] = [-1, -2];

async function frequentNames(
  database: TableDatabase,
  query: InsightsQuery,
  driver: Driver,
  most: number,
): Promise<(string | null)[]> {
  if (!query.split) return [''];
  const selection = new Selection(database.dialect, driver);
  const name = nameSql(selection, query);
  selection.matching(query.filter, searchWords(query.filter.search));
  const sql = selection.sql(
    `${name} AS name, count(*) AS count`,
    `GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${most}`,
  );
  const rows = await database.rows<{ name: string | null }>(sql, selection.values);
  return rows.map((row) => row.name);
}

function nameSql(selection: Selection, { split }: InsightsQuery): string {
  if (!split) return "''";
  return split.by === 'metadata' ? selection.valueOf(split.key) : 'c.model';
}

function slotSql(
  selection: Selection,
  query: InsightsQuery,
  names: readonly (string | null)[],
): string {
  if (!query.split) return '0';
  const name = nameSql(selection, query);
  const cases = names.flatMap((known, at) =>
    known === null ? [] : [`WHEN ${selection.bind(known)} THEN ${at}`],
  );
  const others = `CASE WHEN ${name} IS NULL THEN ${ABSENT} ELSE ${REST} END`;
  return cases.length === 0 ? others : `CASE ${name} ${cases.join(' ')} ELSE ${others} END`;
}
