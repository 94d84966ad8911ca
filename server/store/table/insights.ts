import { chooseDriver } from './driver';
import type { Name } from './frequent-names';
import {
  type Amounts,
  binSql,
  bucketsOf,
  figuresOf,
  type Groups,
  inBuckets,
  inSlots,
  type Named,
  pointsOf,
  totalOf,
  type Valued,
} from './insights-figures';
import { readerOf, talliedAmounts } from './insights-rows';
import type { CompletionFilter, InsightLine, Insights, InsightsQuery } from './query';
import { toldOnce } from './segments';
import { bucketSize, dated, isTalliedOverTime, rangeOf } from './series';
import type { Driver, TableDatabase } from './dialect';
import type { Selection } from './selection';

/** Names with figures of their own; all others are put together. */
const MOST_NAMES = 50;
const DAY = 86_400;

/** The slot of all names beyond the most frequent; those have their places in the order of them. */
const REST = -1;

/** What the matching rows add up to: over time, and by name. Counts, tokens and cost are exact, percentiles within 1.5 %. */
export async function insightsOf(asking: TableDatabase, asked: InsightsQuery): Promise<Insights> {
  const database = toldOnce(asking);
  const query = { ...asked, filter: dated(asked.filter) };
  const driver = await chooseDriver(database, query.filter);
  const range = await rangeOf(database, query, asked, driver);
  if (!range) {
    const none = { inTime: [], byName: [] };
    const total = totalOf({ amounts: [], reasons: [], verdicts: [], times: none, firsts: none });
    return { bucket: asked.bucket ?? DAY, from: 0, to: 0, total, points: [], lines: [] };
  }
  const bucket = bucketSize(range.to - range.from, asked.bucket);
  const { groups, names, slotOf, hasRest } = await groupsOf(database, query, driver, bucket);

  const inBucket = inBuckets(groups);
  const inSlot = inSlots(groups, slotOf);
  const line = (slot: number) => {
    const its = inSlot(slot);
    return { ...figuresOf(its), points: pointsOf(its.amounts, bucket) };
  };
  const lines: InsightLine[] = names.map((name, at) =>
    name === null ? { name: '(none)', isAbsent: true, ...line(at) } : { name, ...line(at) },
  );
  if (hasRest) lines.push({ name: 'other', isRest: true, ...line(REST) });
  return {
    bucket,
    ...range,
    total: totalOf(groups),
    points: bucketsOf(groups.amounts).map((at) => ({
      t: at * bucket,
      ...figuresOf(inBucket(at)),
    })),
    lines,
  };
}

/** `driver`: of the filter as it is; a narrower one chooses its own. */
async function groupsOf(
  database: TableDatabase,
  query: InsightsQuery,
  driver: Driver,
  bucket: number,
): Promise<{
  groups: Groups;
  names: (string | null)[];
  slotOf: (name: Name) => number;
  hasRest: boolean;
}> {
  const { filter, verdictKey, split } = query;
  const { read, readBins } = await readerOf(database, query, {
    driver,
    bucket,
    mostNames: MOST_NAMES,
  });
  const amounts = isTalliedOverTime(query, bucket)
    ? await talliedAmounts(database, query, bucket)
    : await read<Amounts>(
        { filter, driver },
        {
          keys: { ending: "CASE WHEN c.state = 'complete' THEN c.finish_reason END" },
          sums: { prompt: 'c.prompt_tokens', completion: 'c.completion_tokens', cost: 'c.cost' },
        },
      );
  const ranked = split ? rankedNames(amounts) : [];
  const names = ranked.slice(0, MOST_NAMES);
  const places = new Map<Name, number>(names.map((name, at) => [name, at]));
  const slotOf = (name: Name) => places.get(name) ?? REST;

  const valued = async (filter: CompletionFilter, value: (selection: Selection) => string) => {
    const source = { filter, driver: await chooseDriver(database, filter) };
    return read<Valued>(source, (selection) => ({ keys: { value: value(selection) } }));
  };
  const binned = (value: string) => readBins({ filter, driver }, binSql(value));
  const groups = {
    amounts,
    reasons: await valued({ ...filter, states: narrowed(filter.states) }, () => 'c.reason'),
    verdicts: await valued(
      { ...filter, metadataExists: [...filter.metadataExists, verdictKey] },
      (selection) => selection.valueOf(verdictKey),
    ),
    times: await binned('c.total_ms'),
    firsts: await binned('c.first_token_ms'),
  };
  const hasRest = ranked.length > MOST_NAMES || amounts.some(({ name }) => name === undefined);
  return { groups, names, slotOf, hasRest };
}

/** The most frequent first. */
function rankedNames(amounts: readonly Named<Amounts>[]): (string | null)[] {
  const counts = new Map<string | null, number>();
  for (const { name, count } of amounts)
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + count);
  return [...counts]
    .sort(([x, a], [y, b]) => b - a || ((x ?? '') < (y ?? '') ? -1 : 1))
    .map(([name]) => name);
}

/** Only incomplete ones have a reason; none, where the filter wants others. */
function narrowed(states: CompletionFilter['states']): CompletionFilter['states'] {
  return states.length === 0 || states.includes('incomplete') ? ['incomplete'] : states;
}
