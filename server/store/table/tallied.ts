import {
  DAY,
  HOUR,
  keysOf,
  sumsOf,
  tallyKeys,
  tallySums,
  UNITS_PER_DOLLAR,
  UNITS_PER_MS,
} from '../sql/tallies';
import { type CompletionFilter, hasConditions } from './query';
import type { Dialect, TableDatabase } from './dialect';
import { isEmpty, type Stretch, stretchOf, wholeHours, wholeParts } from './stretch';
import type { Value } from '../columns';

/** Whether all that a filter asks of rows is what tallies tell apart. */
export function isTallied(filter: CompletionFilter): boolean {
  const rest = { ...filter, models: [], providers: [], states: [], finishReasons: [] };
  return !hasConditions(rest);
}

/** SQL of what `tallied` rows come to, as numbers. */
export const talliedSums = {
  count: 'CAST(sum(t.count) AS BIGINT)',
  failed: `CAST(sum(CASE WHEN t.state = 'incomplete' THEN t.count ELSE 0 END) AS BIGINT)`,
  prompt: amount('prompt'),
  completion: amount('completion'),
  tokens: amount('tokens'),
  totalMs: `${amount('duration')} / ${UNITS_PER_MS}`,
  timed: 'CAST(sum(t.timed) AS BIGINT)',
  priced: 'CAST(sum(t.priced) AS BIGINT)',
  cost: `${amount('cost')} / ${UNITS_PER_DOLLAR}`,
};

/** The finish reason of a group, null where it has none. */
export const talliedReason = "CASE WHEN t.finish_reason <> '' THEN substr(t.finish_reason, 2) END";

function amount(sum: string): string {
  return `sum(CAST(t.${sum} AS DOUBLE PRECISION))`;
}

/** The parts of time that an answer tells apart, where it tells any. */
type Unit = 'hour' | 'day';

type Asked = Stretch & { select: string; groupBy?: string; unit?: Unit };

/**
 * Asks the tallies of all rows of a {@link isTallied} filter, within a stretch of it: `t` has the keys, the sums, and
 * `k`, a position of its hour or day where a `unit` is said. What is not a whole hour, and what is still running, is
 * read row by row. Exact as of one moment. Groups that count nothing are left out.
 */
export function tallied<Row>(
  database: TableDatabase,
  filter: CompletionFilter,
  { select, groupBy, unit, ...part }: Asked,
): Promise<Row[]> {
  const values: Value[] = [];
  const bind = (value: Value) => `$${values.push(value)}`;
  const wanted = [
    ['model', filter.models],
    ['provider', filter.providers],
    ['state', filter.states],
    ['finish_reason', filter.finishReasons.map((reason) => `=${reason}`)],
  ] as const;
  const conditions = wanted.flatMap(([column, values]) =>
    values.length > 0 ? [`t.${column} IN (${values.map(bind).join(', ')})`] : [],
  );
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const grouped = groupBy ? `GROUP BY ${groupBy} HAVING sum(t.count) <> 0 ORDER BY 1` : '';
  // What nobody asks for would take a database longer to read and to plan than to leave out.
  const isAsked = (name: string) =>
    [select, where, grouped].some((sql) => new RegExp(String.raw`\bt\.${name}\b`).test(sql));
  const parts = partsOf(database, stretchOf(filter, part), { unit, isAsked, bind });
  const sql = `SELECT ${select} FROM (${parts.join(' UNION ALL ')}) t ${where} ${grouped}`;
  return database.rows<Row>(sql, values);
}

type Wanted = {
  unit: Unit | undefined;
  isAsked: (name: string) => boolean;
  bind: (value: Value) => string;
};

function partsOf(
  { dialect }: TableDatabase,
  { from, below }: Stretch,
  { unit, isAsked, bind }: Wanted,
): string[] {
  const hours = wholeHours({ from, below });
  const bounds = (value: string, stretch: Stretch) =>
    [
      stretch.from === undefined ? [] : [`${value} >= ${bind(stretch.from)}`],
      stretch.below === undefined ? [] : [`${value} < ${bind(stretch.below)}`],
    ].flat();
  const names = [...tallyKeys, ...tallySums].filter(isAsked);
  const ofSums = (table: string, k: string, where: readonly string[]) =>
    `SELECT ${[`${k} AS k`, ...names].join(', ')} FROM ${table} WHERE ${where.join(' AND ')}`;
  const values = [...keysOf('c'), ...sumsOf('c', dialect.tallies.whole)];
  const columns = [...tallyKeys, ...tallySums].flatMap((name, i) =>
    isAsked(name) ? [`${values[i]} AS ${name}`] : [],
  );
  const ofRows = (source: string, state: string, stretch: Stretch) =>
    `SELECT ${['c.k', ...columns].join(', ')} FROM ${source}
      WHERE ${[state, ...bounds('c.k', stretch)].join(' AND ')}`;
  const ended = (stretch: Stretch) =>
    ofRows(dialect.entries({ kind: 'table' }, bind, []), "c.state <> 'running'", stretch);
  const running = ofRows(dialect.running, "c.state = 'running'", { from, below });
  if (isEmpty(hours)) return [ended({ from, below }), running];
  const ofSpans = spansOf(hours, unit, dialect).map(({ span, ...stretch }) =>
    ofSums('chatkeep.tallies', `start * ${span}`, [`span = ${span}`, ...bounds('start', stretch)]),
  );
  const noted = () =>
    ofSums('chatkeep.tally_changes', `hour * ${HOUR}`, ['true', ...bounds('hour', hours)]);
  return [
    ...ofSpans,
    ...(dialect.tallies.areNoted ? [noted()] : []),
    ...(from === undefined || hours.from === undefined
      ? []
      : [ended({ from, below: hours.from * HOUR })]),
    ...(below === undefined || hours.below === undefined
      ? []
      : [ended({ from: hours.below * HOUR, below })]),
    running,
  ];
}

/** Whole hours as the largest spans that they hold, and what is left of them at both ends. */
function spansOf(
  hours: Stretch,
  unit: Unit | undefined,
  { tallies }: Dialect,
): (Stretch & { span: number })[] {
  const spans = { hour: [HOUR], day: [DAY, HOUR] };
  const parts: (Stretch & { span: number })[] = [];
  let open = [hours];
  for (const span of unit ? spans[unit] : (tallies.spans ?? spans.day)) {
    const size = span / HOUR;
    open = open.flatMap((part) => {
      const whole = wholeParts(part, size);
      if (isEmpty(whole)) return [part];
      parts.push({ span, ...whole });
      const ends: Stretch[] = [];
      if (whole.from !== undefined) ends.push({ from: part.from, below: whole.from * size });
      if (whole.below !== undefined) ends.push({ from: whole.below * size, below: part.below });
      return ends.filter((end) => !isEmpty(end));
    });
  }
  return parts;
}
