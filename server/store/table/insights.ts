import { firstOfSecond } from '../position';
import { searchWords } from '#contract/search-words';
import { chooseDriver } from './driver';
import {
  type Amounts,
  type Binned,
  binSql,
  bucketsOf,
  figuresOf,
  type Groups,
  pointsOf,
  splitBy,
  type Valued,
} from './insights-figures';
import type { CompletionFilter, InsightLine, Insights, InsightsQuery } from './query';
import { bucketSize, dated, isTalliedOverTime, rangeOf } from './series';
import { tallied, talliedReason, talliedSums } from './tallied';
import { type Driver, Selection, type TableDatabase } from './selection';

/** Names with figures of their own; all others are put together. */
const MOST_NAMES = 50;
/** The time to the first token is in no index: beyond so many rows, reading it would take seconds. */
const MOST_FIRST_TOKENS = 50_000;
const DAY = 86_400;

/** Slots of what lacks the key, and of all names beyond the most frequent. */
const [ABSENT, REST] = [-1, -2];

type Slots = { names: (string | null)[]; hasRest: boolean };

/** What the matching rows add up to: over time, and by name. Counts, tokens and cost are exact, percentiles within 1.5 %. */
export async function insightsOf(database: TableDatabase, asked: InsightsQuery): Promise<Insights> {
  const query = { ...asked, filter: dated(asked.filter) };
  const driver = await chooseDriver(database, query.filter);
  const range = await rangeOf(database, query, asked, driver);
  if (!range) {
    const nothing = { amounts: [], reasons: [], verdicts: [], times: [], firsts: null };
    const total = figuresOf(nothing);
    return { bucket: asked.bucket ?? DAY, from: 0, to: 0, total, points: [], lines: [] };
  }
  const bucket = bucketSize(range.to - range.from, asked.bucket);
  const slots = await slotsOf(database, query, driver);
  const groups = await groupsOf(database, query, driver, slots, bucket);

  const inBucket = splitBy('bucket', groups);
  const inSlot = splitBy('slot', groups);
  const line = (slot: number) => {
    const its = inSlot(slot);
    return { ...figuresOf(its), points: pointsOf(its.amounts, bucket) };
  };
  const lines: InsightLine[] = slots.names.map((name, at) =>
    name === null ? { name: '(none)', isAbsent: true, ...line(ABSENT) } : { name, ...line(at) },
  );
  if (slots.hasRest) lines.push({ name: 'other', isRest: true, ...line(REST) });
  return {
    bucket,
    ...range,
    total: figuresOf(groups),
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
  slots: Slots,
  bucket: number,
): Promise<Groups> {
  const { filter, verdictKey } = query;
  const read = reader(database, query, slots, bucket);
  const readAmounts = () =>
    read<Amounts>(
      filter,
      driver,
      `CASE WHEN c.state = 'complete' THEN c.finish_reason END AS ending, count(*) AS count,
      ${sum('c.prompt_tokens')} AS prompt, ${sum('c.completion_tokens')} AS completion,
      ${sum('c.cost')} AS cost`,
    );
  const amounts = isTalliedOverTime(query, bucket)
    ? await talliedAmounts(database, query, slots, bucket)
    : await readAmounts();
  const incomplete = { ...filter, states: narrowed(filter.states) };
  const reasons = await read<Valued>(
    incomplete,
    await chooseDriver(database, incomplete),
    'c.reason AS value, count(*) AS count',
  );
  const judged = { ...filter, metadataExists: [...filter.metadataExists, verdictKey] };
  const verdicts = await read<Valued>(
    judged,
    await chooseDriver(database, judged),
    (selection) => `${selection.valueOf(verdictKey)} AS value, count(*) AS count`,
  );
  const binned = (value: string) =>
    read<Binned>(filter, driver, `${binSql(value)} AS bin, count(*) AS count`);
  const times = await binned('c.total_ms');
  const total = amounts.reduce((all, { count }) => all + count, 0);
  const firsts = total > MOST_FIRST_TOKENS ? null : await binned('c.first_token_ms');
  return { amounts, reasons, verdicts, times, firsts };
}

/** What tallies say of it, which is all but reasons, verdicts and how times are spread. */
async function talliedAmounts(
  database: TableDatabase,
  { filter, split }: InsightsQuery,
  { names }: Slots,
  bucket: number,
): Promise<Amounts[]> {
  const { count, prompt, completion, priced, cost } = talliedSums;
  const groups = await tallied<Amounts & { name: string }>(database, filter, {
    select: `t.k / ${firstOfSecond(bucket)} AS bucket, ${split ? 't.model' : "''"} AS name,
      CASE WHEN t.state = 'complete' THEN ${talliedReason} END AS ending, ${count} AS count,
      ${prompt} AS prompt, ${completion} AS completion, CASE WHEN ${priced} > 0 THEN ${cost} END AS cost`,
    groupBy: '1, 2, 3',
    isByDay: bucket % DAY === 0,
  });
  const slots = new Map(names.map((name, at) => [name, at]));
  return groups.map((group) => ({
    ...group,
    slot: split ? (slots.get(group.name) ?? REST) : 0,
  }));
}

/** Reads groups of time and name; `select` names what they are split by further, first, and what is added up. */
function reader(database: TableDatabase, query: InsightsQuery, slots: Slots, bucket: number) {
  return async <Row>(
    filter: CompletionFilter,
    driver: Driver,
    select: string | ((selection: Selection) => string),
  ): Promise<Row[]> => {
    const selection = new Selection(database.dialect, driver);
    const slot = slotSql(selection, query, slots);
    const more = typeof select === 'string' ? select : select(selection);
    selection.matching(filter, searchWords(filter.search));
    const sql = selection.sql(
      `${selection.k} / ${firstOfSecond(bucket)} AS bucket, ${slot} AS slot, ${more}`,
      'GROUP BY 1, 2, 3',
    );
    return database.rows<Row>(sql, selection.values);
  };
}

/** The most frequent names; null among them for what lacks the key. */
async function slotsOf(
  database: TableDatabase,
  query: InsightsQuery,
  driver: Driver,
): Promise<Slots> {
  if (!query.split) return { names: [], hasRest: false };
  const selection = new Selection(database.dialect, driver);
  const name = nameSql(selection, query);
  selection.matching(query.filter, searchWords(query.filter.search));
  const sql = selection.sql(
    `${name} AS name, count(*) AS count`,
    `GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_NAMES + 1}`,
  );
  const rows = await database.rows<{ name: string | null }>(sql, selection.values);
  const names = rows.map((row) => row.name);
  return { names: names.slice(0, MOST_NAMES), hasRest: names.length > MOST_NAMES };
}

function nameSql(selection: Selection, { split }: InsightsQuery): string {
  return split?.by === 'metadata' ? selection.valueOf(split.key) : 'c.model';
}

function slotSql(selection: Selection, query: InsightsQuery, { names }: Slots): string {
  if (!query.split) return '0';
  const name = nameSql(selection, query);
  const cases = names.flatMap((known, at) =>
    known === null ? [] : [`WHEN ${selection.bind(known)} THEN ${at}`],
  );
  const others = `CASE WHEN ${name} IS NULL THEN ${ABSENT} ELSE ${REST} END`;
  return cases.length === 0 ? others : `CASE ${name} ${cases.join(' ')} ELSE ${others} END`;
}

/** Only incomplete ones have a reason; none, where the filter wants others. */
function narrowed(states: CompletionFilter['states']): CompletionFilter['states'] {
  return states.length === 0 || states.includes('incomplete') ? ['incomplete'] : states;
}

function sum(value: string): string {
  return `CAST(sum(${value}) AS DOUBLE PRECISION)`;
}
