import { EARLIEST } from '#contract/created';
import { firstOfSecond, secondOf } from '../position';
import { searchWords } from '#contract/search-words';
import { chooseDriver } from './driver';
import { grouped } from './grouped';
import { frequentNames, type Name, nameAt, nameSql, slotSql } from './frequent-names';
import type { CompletionFilter, Series, SeriesPoint, SeriesQuery } from './query';
import { isNarrow } from './narrow-keys';
import { isRemembered, remembered } from './remembered';
import { isTallied, tallied, talliedSums } from './tallied';
import type { Driver, TableDatabase } from './dialect';
import { Selection, sortKey } from './selection';

/** Names with a line of their own; all others are put together. */
const MOST_NAMES = 5;
const MOST_BUCKETS = 1_000;
const PLEASANT_BUCKETS = 90;
const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];
/** Each is at most three times the one before, so that there is always one that makes 30 to 90 buckets. */
const SIZES = [
  [1, 2, 5, 10, 30].map((n) => n),
  [1, 2, 5, 10, 30].map((n) => n * MINUTE),
  [1, 3, 6, 12].map((n) => n * HOUR),
  [1, 2, 5, 10, 30, 90, 180, 365].map((n) => n * DAY),
].flat();

type Group = {
  bucket: number;
  name: Name;
  count: number;
  failed: number;
  tokens: number | null;
  total_ms: number | null;
  timed: number;
  cost: number | null;
};

/** How the matching rows are spread over time. Always exact. */
export async function seriesOf(database: TableDatabase, asked: SeriesQuery): Promise<Series> {
  const query = { ...asked, filter: dated(asked.filter) };
  const driver = await chooseDriver(database, query.filter);
  const range = await rangeOf(database, query, asked, driver);
  if (!range) return { bucket: query.bucket ?? DAY, from: 0, to: 0, series: [] };
  const bucket = bucketSize(range.to - range.from, query.bucket);
  const groups = await (isTalliedOverTime(query, bucket) ? tallyGroups : groupsOf)(
    database,
    query,
    driver,
    bucket,
  );
  const total = new Map<Name, number>();
  for (const { name, count } of groups) total.set(name, (total.get(name) ?? 0) + count);
  const names = [...total]
    .sort(([x, a], [y, b]) => b - a || ((x ?? '') < (y ?? '') ? -1 : 1))
    .map(([name]) => name);
  const kept = names.filter((name) => name !== undefined).slice(0, MOST_NAMES);
  // No value is a name of its own: a key can have "(none)" for a value, too.
  const series: Series['series'] = kept.map((name) => ({
    name: name ?? '(none)',
    ...(name === null && { isAbsent: true }),
    points: points(
      groups.filter((group) => group.name === name),
      bucket,
    ),
  }));
  const rest = groups.filter(({ name }) => name === undefined || !kept.includes(name));
  if (rest.length > 0) series.push({ name: 'other', isRest: true, points: points(rest, bucket) });
  return { bucket, ...range, series };
}

/** Without what has no date: it would stretch every chart to 1970. */
export function dated(filter: CompletionFilter): CompletionFilter {
  const { min } = filter.created;
  return { ...filter, created: { ...filter.created, min: Math.max(min ?? 0, EARLIEST) } };
}

/** Seconds per bucket for a range of `span` seconds. */
export function bucketSize(span: number, asked: number | undefined): number {
  if (asked !== undefined) return Math.max(asked, Math.ceil(span / MOST_BUCKETS));
  const size = SIZES.find((seconds) => span / seconds <= PLEASANT_BUCKETS);
  return size ?? Math.ceil(span / PLEASANT_BUCKETS / DAY) * DAY;
}

/** From the asked seconds, or those of the first and last matching row; null when nothing matches. */
export async function rangeOf(
  database: TableDatabase,
  { filter }: SeriesQuery,
  asked: SeriesQuery,
  driver: Driver,
): Promise<{ from: number; to: number } | null> {
  const end = async (direction: 'ASC' | 'DESC') => {
    const selection = new Selection(database.dialect, driver);
    selection.matching(filter, searchWords(filter.search));
    const { k } = selection;
    const [row] = await database.rows<{ k: number }>(
      selection.inOrder(`${k} AS k`, direction, 1),
      selection.values,
    );
    return row ? secondOf(row.k) : null;
  };
  const [first, last] = await Promise.all([end('ASC'), end('DESC')]);
  if (first === null || last === null) return null;
  return { from: asked.filter.created.min ?? first, to: filter.created.max ?? last + 1 };
}

const SUMS = {
  failed: "CASE WHEN c.state = 'incomplete' THEN 1 ELSE 0 END",
  tokens: sortKey.tokens,
  total_ms: 'c.total_ms',
  timed: 'CASE WHEN c.total_ms IS NULL THEN 0 ELSE 1 END',
  cost: 'c.cost',
};

async function groupsOf(
  database: TableDatabase,
  { filter, split, budgetMs }: SeriesQuery,
  driver: Driver,
  bucket: number,
): Promise<Group[]> {
  // Whole numbers, in the text of the statement: a bound one may count as a fraction, and then so does the quotient.
  const by = (nameOf: (selection: Selection) => string) => (selection: Selection) => ({
    keys: { bucket: `${selection.k} / ${firstOfSecond(bucket)}`, name: nameOf(selection) },
    sums: SUMS,
  });
  const byName = by((selection) => (split ? nameSql(selection, split) : "'all'"));
  if (!isRemembered(filter)) {
    const selection = new Selection(database.dialect, driver);
    const grouping = byName(selection);
    return grouped<Group>(
      database,
      selection.matching(filter, searchWords(filter.search)),
      grouping,
    );
  }
  if (split?.by !== 'metadata' || (await isNarrow(database, split.key)))
    return (await remembered<Group>(database, filter, { driver, grouping: byName, budgetMs })).rows;
  // Of as many values as rows only those with a line are told apart, so that there are few groups to remember.
  const names = await frequentNames(database, { filter, split }, driver, MOST_NAMES);
  const grouping = by((selection) => slotSql(selection, split, names));
  const question = { driver, grouping };
  const { rows } = await remembered<Group & { name: number }>(database, filter, question);
  return rows.map((row) => ({ ...row, name: nameAt(row.name, names) }));
}

/** Whole hours, split by nothing that tallies do not know. */
export function isTalliedOverTime({ filter, split }: SeriesQuery, bucket: number): boolean {
  return isTallied(filter) && split?.by !== 'metadata' && bucket % HOUR === 0;
}

function tallyGroups(
  database: TableDatabase,
  { filter, split }: SeriesQuery,
  _: Driver,
  bucket: number,
): Promise<Group[]> {
  const { count, failed, tokens, totalMs, timed, priced, cost } = talliedSums;
  return tallied<Group>(database, filter, {
    select: `t.k / ${firstOfSecond(bucket)} AS bucket, ${split ? 't.model' : "'all'"} AS name,
      ${count} AS count, ${failed} AS failed, ${tokens} AS tokens, ${totalMs} AS total_ms, ${timed} AS timed,
      CASE WHEN ${priced} > 0 THEN ${cost} END AS cost`,
    groupBy: '1, 2',
    unit: bucket % DAY === 0 ? 'day' : 'hour',
  });
}

/** One point a bucket; several groups of it become one. */
function points(groups: readonly Group[], bucket: number): SeriesPoint[] {
  const byBucket = new Map<number, Group>();
  for (const group of groups) {
    const sum = byBucket.get(group.bucket);
    byBucket.set(group.bucket, sum ? merged(sum, group) : group);
  }
  return [...byBucket.values()]
    .sort((a, b) => a.bucket - b.bucket)
    .map((group) => ({
      t: group.bucket * bucket,
      count: group.count,
      failed: group.failed,
      tokens: group.tokens ?? 0,
      totalMsAvg: group.timed > 0 ? (group.total_ms ?? 0) / group.timed : null,
      cost: group.cost,
    }));
}

function merged(a: Group, b: Group): Group {
  return {
    ...a,
    count: a.count + b.count,
    failed: a.failed + b.failed,
    tokens: plus(a.tokens, b.tokens),
    total_ms: plus(a.total_ms, b.total_ms),
    timed: a.timed + b.timed,
    cost: plus(a.cost, b.cost),
  };
}

function plus(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}
