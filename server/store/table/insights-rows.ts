import { firstOfSecond } from '../position';
import { searchWords } from '#contract/search-words';
import { frequentNames, nameAt, nameSql, slotSql } from './frequent-names';
import { grouped, type Grouping } from './grouped';
import type { Amounts, Bin, Bins, Named, OfBucket, OfName } from './insights-figures';
import { isNarrow } from './narrow-keys';
import type { CompletionFilter, InsightsQuery } from './query';
import { isRemembered, remembered } from './remembered';
import type { Driver, TableDatabase } from './dialect';
import { Selection } from './selection';
import { tallied, talliedReason, talliedSums } from './tallied';

const DAY = 86_400;

type Source = { filter: CompletionFilter; driver: Driver };
/** One thing that rows are split by further, and what is added up. */
type More = Grouping | ((selection: Selection) => Grouping);
type Reader = {
  /** Groups of time, name and what they are split by further. */
  read: <Row extends object>(source: Source, more: More) => Promise<readonly Named<Row>[]>;
  /** A histogram of each bucket and one of each name, which are far fewer bins than of each name in each bucket. */
  readBins: (source: Source, bin: string) => Promise<Bins>;
};

type Reading = { driver: Driver; bucket: number; mostNames: number };

/** Reads groups: remembered ones, where what they are split by allows it. */
export async function readerOf(
  database: TableDatabase,
  query: InsightsQuery,
  { driver, bucket, mostNames }: Reading,
): Promise<Reader> {
  const { filter, split, budgetMs } = query;
  const bucketOf = ({ k }: Selection) => `${k} / ${firstOfSecond(bucket)}`;
  const by = (selection: Selection, name: string, more: More) => {
    const { keys, ...sums } = typeof more === 'function' ? more(selection) : more;
    return { keys: { bucket: bucketOf(selection), name, ...keys }, ...sums };
  };
  if (isRemembered(filter) && (split?.by !== 'metadata' || (await isNarrow(database, split.key)))) {
    const ask = async <Row extends object>(
      source: Source,
      grouping: (selection: Selection) => Grouping,
    ) => (await remembered<Row>(database, source.filter, { ...source, grouping, budgetMs })).rows;
    return {
      read: (source, more) =>
        ask(source, (selection) => by(selection, nameSql(selection, split), more)),
      readBins: async (source, bin) => {
        const inTime = await ask<OfBucket>(source, (selection) => ({
          keys: { bucket: bucketOf(selection), bin },
        }));
        if (!split) return { inTime, byName: [] };
        const byName = await ask<OfName>(source, (selection) => ({
          keys: { name: nameSql(selection, split), bin },
        }));
        return { inTime, byName };
      },
    };
  }
  const names = await frequentNames(database, query, driver, mostNames);
  const read = async <Row extends object>(source: Source, more: More) => {
    const selection = new Selection(database.dialect, source.driver);
    const grouping = by(selection, slotSql(selection, split, names), more);
    selection.matching(source.filter, searchWords(source.filter.search));
    const rows = await grouped<Row & { bucket: number; name: number }>(
      database,
      selection,
      grouping,
    );
    return rows.map((row) => ({ ...row, name: nameAt(row.name, names) }));
  };
  // In one statement: what says a word is read anew by each.
  const readBins = async (source: Source, bin: string) =>
    binsOf(await read<Bin>(source, { keys: { bin } }));
  return { read, readBins };
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
    unit: bucket % DAY === 0 ? 'day' : 'hour',
  });
}

function binsOf(rows: readonly Named<Bin>[]): Bins {
  const inTime = new Map<string, OfBucket>();
  const byName = new Map<string, OfName>();
  for (const { bucket, name, bin, count } of rows) {
    add(inTime, `${bin} ${bucket}`, { bucket, bin, count });
    add(byName, `${bin} ${name}`, { name, bin, count });
  }
  return { inTime: [...inTime.values()], byName: [...byName.values()] };
}

function add<Row extends Bin>(bins: Map<string, Row>, place: string, row: Row): void {
  const former = bins.get(place);
  if (former) former.count += row.count;
  else bins.set(place, row);
}
