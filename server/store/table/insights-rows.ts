import { firstOfSecond } from '../position';
import { searchWords } from '#contract/search-words';
import { frequentNames, type Name, nameAt, nameSql, slotSql } from './frequent-names';
import type { Amounts } from './insights-figures';
import { isNarrow } from './narrow-keys';
import type { CompletionFilter, InsightsQuery } from './query';
import { isRemembered, remembered } from './remembered';
import { type Driver, Selection, type TableDatabase } from './selection';
import { tallied, talliedReason, talliedSums } from './tallied';

const DAY = 86_400;

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
        select: (selection: Selection) => select(selection, nameSql(selection, split), more),
      };
      return (await remembered<Row>(database, source.filter, question)).rows;
    };
  const names = await frequentNames(database, query, driver, mostNames);
  return async <Row extends object>(source: Source, more: Select, fold?: Fold<Row>) => {
    const selection = new Selection(database.dialect, source.driver);
    const columns = select(selection, slotSql(selection, split, names), more);
    selection.matching(source.filter, searchWords(source.filter.search));
    const rows = await database.rows<Row & { name: number }>(
      selection.sql(columns, 'GROUP BY 1, 2, 3'),
      selection.values,
    );
    const named = rows.map((row) => ({
      ...row,
      name: nameAt(row.name, names),
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
