import { firstOfSecond } from '../position';
import { searchWords } from '../sql/search-text';
import { chooseDriver } from './driver';
import type {
  CompletionFilter,
  Figures,
  InsightLine,
  InsightPoint,
  Insights,
  InsightsQuery,
  Percentiles,
} from './query';
import { bucketSize, dated, rangeOf } from './series';
import { Selection, type TableDatabase } from './selection';

/** Names with figures of their own; all others are put together. */
const MOST_NAMES = 50;
/** The time to the first token is in no index: beyond so many rows, reading it would take seconds. */
const MOST_FIRST_TOKENS = 50_000;
/** Each bin of a histogram ends 3 % above its beginning, so that its middle is within 1.5 % of what is in it. */
const BINS_PER_E = 1 / Math.log(1.03);
const DAY = 86_400;

const NOTHING: Figures = {
  count: 0,
  promptTokens: 0,
  completionTokens: 0,
  cost: null,
  failures: [],
  endings: [],
  verdicts: [],
  totalMs: null,
  firstTokenMs: null,
};

/** Slots of what lacks the key, and of all names beyond the most frequent. */
const [ABSENT, REST] = [-1, -2];

type Slots = { names: (string | null)[]; hasRest: boolean };

/** What the matching rows add up to: over time, and by name. Counts, tokens and cost are exact, percentiles within 1.5 %. */
export async function insightsOf(database: TableDatabase, asked: InsightsQuery): Promise<Insights> {
  const query = { ...asked, filter: dated(asked.filter) };
  const driver = await chooseDriver(database, query.filter);
  const range = await rangeOf(database, query, asked, driver);
  if (!range)
    return { bucket: asked.bucket ?? DAY, from: 0, to: 0, total: NOTHING, points: [], lines: [] };
  const bucket = bucketSize(range.to - range.from, asked.bucket);
  const slots = await slotsOf(database, query);
  const read = reader(database, query, slots, bucket);

  const amounts = await read<Amounts>(
    query.filter,
    `CASE WHEN c.state = 'complete' THEN c.finish_reason END AS ending, count(*) AS count,
      ${sum('c.prompt_tokens')} AS prompt, ${sum('c.completion_tokens')} AS completion,
      ${sum('c.cost')} AS cost`,
    'GROUP BY 1, 2, 3',
  );
  const reasons = await read<Valued>(
    { ...query.filter, states: narrowed(query.filter.states) },
    'c.reason AS value, count(*) AS count',
    'GROUP BY 1, 2, 3',
  );
  const verdicts = await read<Valued>(
    { ...query.filter, metadataExists: [...query.filter.metadataExists, query.verdictKey] },
    (bind) => `(SELECT v.value FROM ${database.dialect.metadata} v
      WHERE v.key = ${bind(query.verdictKey)} AND v.k = c.k) AS value, count(*) AS count`,
    'GROUP BY 1, 2, 3',
  );
  const times = await read<Binned>(query.filter, binned('c.total_ms'), 'GROUP BY 1, 2, 3');
  const total = amounts.reduce((all, { count }) => all + count, 0);
  const firsts =
    total > MOST_FIRST_TOKENS
      ? null
      : await read<Binned>(query.filter, binned('c.first_token_ms'), 'GROUP BY 1, 2, 3');

  const figures = (of: (group: Group) => boolean): Figures => ({
    ...addedUp(amounts.filter(of)),
    failures: counted(reasons.filter(of)),
    endings: counted(amounts.filter(of).map(({ ending, count }) => ({ value: ending, count }))),
    verdicts: counted(verdicts.filter(of)),
    totalMs: percentiles(times.filter(of)),
    firstTokenMs: firsts && percentiles(firsts.filter(of)),
  });
  const buckets = [...new Set(amounts.map((group) => group.bucket))].sort((a, b) => a - b);
  const lines = slots.names.map((name, at): InsightLine => {
    const slot = name === null ? ABSENT : at;
    return {
      name: name ?? '(none)',
      ...(name === null && { isAbsent: true }),
      ...figures((group) => group.slot === slot),
      points: pointsOf(amounts, buckets, bucket, slot),
    };
  });
  if (slots.hasRest) {
    lines.push({
      name: 'other',
      isRest: true,
      ...figures((group) => group.slot === REST),
      points: pointsOf(amounts, buckets, bucket, REST),
    });
  }
  return {
    bucket,
    ...range,
    total: figures(() => true),
    points: buckets.map((at) => ({
      t: at * bucket,
      ...figures((group) => group.bucket === at),
    })),
    lines,
  };
}

type Group = { bucket: number; slot: number };
type Amounts = Group & {
  ending: string | null;
  count: number;
  prompt: number | null;
  completion: number | null;
  cost: number | null;
};
type Valued = Group & { value: string | null; count: number };
type Binned = Group & { bin: number | null; count: number };

/** Reads groups of time and name; `select` names what they are split by further, and what is added up. */
function reader(database: TableDatabase, query: InsightsQuery, slots: Slots, bucket: number) {
  return async <Row>(
    filter: CompletionFilter,
    select: string | ((bind: Selection['bind']) => string),
    tail: string,
  ): Promise<Row[]> => {
    const driver = await chooseDriver(database, filter);
    const selection = new Selection(database.dialect, driver);
    const slot = slotSql(database, selection, query, slots);
    const more = typeof select === 'string' ? select : select(selection.bind);
    selection.matching(filter, searchWords(filter.search));
    // The rows are asked for in any case: the subqueries stand on them.
    const sql = selection.sql(
      `${selection.k} / ${firstOfSecond(bucket)} AS bucket, ${slot} AS slot, ${more}`,
      tail,
    );
    return database.rows<Row>(sql, selection.values);
  };
}

/** The most frequent names; null among them for what lacks the key. */
async function slotsOf(database: TableDatabase, query: InsightsQuery): Promise<Slots> {
  if (!query.split) return { names: [], hasRest: false };
  const driver = await chooseDriver(database, query.filter);
  const selection = new Selection(database.dialect, driver);
  const name = nameSql(database, selection, query);
  selection.matching(query.filter, searchWords(query.filter.search));
  const sql = selection.sql(
    `${name} AS name, count(*) AS count`,
    `GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_NAMES + 1}`,
  );
  const rows = await database.rows<{ name: string | null }>(sql, selection.values);
  const names = rows.map((row) => row.name);
  return { names: names.slice(0, MOST_NAMES), hasRest: names.length > MOST_NAMES };
}

function nameSql({ dialect }: TableDatabase, { bind }: Selection, { split }: InsightsQuery) {
  return split?.by === 'metadata'
    ? `(SELECT s.value FROM ${dialect.metadata} s WHERE s.key = ${bind(split.key)} AND s.k = c.k)`
    : 'c.model';
}

function slotSql(
  database: TableDatabase,
  selection: Selection,
  query: InsightsQuery,
  { names }: Slots,
): string {
  if (!query.split) return '0';
  const name = nameSql(database, selection, query);
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

function binned(value: string): string {
  return `CASE WHEN ${value} > 1 THEN CAST(floor(ln(${value}) * ${BINS_PER_E}) AS INTEGER)
    WHEN ${value} IS NOT NULL THEN 0 END AS bin, count(*) AS count`;
}

function addedUp(groups: readonly Amounts[]) {
  const all = (of: (group: Amounts) => number | null) =>
    groups.reduce((total, group) => total + (of(group) ?? 0), 0);
  return {
    count: all(({ count }) => count),
    promptTokens: all(({ prompt }) => prompt),
    completionTokens: all(({ completion }) => completion),
    cost: groups.some(({ cost }) => cost !== null) ? all(({ cost }) => cost) : null,
  };
}

/** Most frequent first; what has no value is left out. */
function counted(groups: readonly { value: string | null; count: number }[]) {
  const counts = new Map<string, number>();
  for (const { value, count } of groups)
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** From the middles of the bins; null where nothing was measured. */
function percentiles(groups: readonly Binned[]): Percentiles | null {
  const bins = new Map<number, number>();
  for (const { bin, count } of groups)
    if (bin !== null) bins.set(bin, (bins.get(bin) ?? 0) + count);
  const ordered = [...bins].sort(([a], [b]) => a - b);
  const total = ordered.reduce((all, [, count]) => all + count, 0);
  if (total === 0) return null;
  const at = (share: number) => {
    let left = Math.ceil(total * share);
    const found = ordered.find(([, count]) => (left -= count) <= 0);
    return Math.exp(((found?.[0] ?? 0) + 0.5) / BINS_PER_E);
  };
  return { p50: at(0.5), p95: at(0.95) };
}

function pointsOf(
  amounts: readonly Amounts[],
  buckets: readonly number[],
  bucket: number,
  slot: number,
): InsightPoint[] {
  return buckets.flatMap((at) => {
    const groups = amounts.filter((group) => group.bucket === at && group.slot === slot);
    if (groups.length === 0) return [];
    const { count, promptTokens, completionTokens, cost } = addedUp(groups);
    return [{ t: at * bucket, count, tokens: promptTokens + completionTokens, cost }];
  });
}
