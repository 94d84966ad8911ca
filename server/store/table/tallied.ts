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
import type { CompletionFilter } from './query';
import { hasConditions, type TableDatabase } from './selection';
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

/**
 * Asks the tallies of all rows of a {@link isTallied} filter, within a stretch of it: `t` has the keys, the sums, and
 * `k`, the first position of its hour or day. What is not a whole hour, and what is still running, is read row by row.
 * Exact as of one moment. Groups that count nothing are left out. `isByDay` false: where hours are told apart.
 */
export function tallied<Row>(
  database: TableDatabase,
  filter: CompletionFilter,
  {
    select,
    groupBy,
    isByDay = true,
    ...part
  }: Stretch & { select: string; groupBy?: string; isByDay?: boolean },
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
  const parts = partsOf(database, stretchOf(filter, part), isByDay, bind);
  const grouped = groupBy ? `GROUP BY ${groupBy} HAVING sum(t.count) <> 0 ORDER BY 1` : '';
  const sql = `SELECT ${select} FROM (${parts.join(' UNION ALL ')}) t ${where} ${grouped}`;
  return database.rows<Row>(sql, values);
}

function partsOf(
  { dialect }: TableDatabase,
  { from, below }: Stretch,
  mayBeByDay: boolean,
  bind: (value: Value) => string,
): string[] {
  const hours = wholeHours({ from, below });
  const bounds = (value: string, stretch: Stretch) =>
    [
      stretch.from === undefined ? [] : [`${value} >= ${bind(stretch.from)}`],
      stretch.below === undefined ? [] : [`${value} < ${bind(stretch.below)}`],
    ].flat();
  const keys = tallyKeys.join(', ');
  const ofSpan = (span: number, stretch: Stretch) =>
    `SELECT start * ${span} AS k, ${keys}, ${tallySums.join(', ')} FROM chatkeep.tallies
      WHERE ${[`span = ${span}`, ...bounds('start', stretch)].join(' AND ')}`;
  const ofRows = (source: string, state: string, stretch: Stretch) =>
    `SELECT c.k, ${named(keysOf('c'), tallyKeys)}, ${named(sumsOf('c', dialect.tallies.whole), tallySums)}
      FROM ${source} WHERE ${[state, ...bounds('c.k', stretch)].join(' AND ')}`;
  const ended = (stretch: Stretch) =>
    ofRows(dialect.entries({ kind: 'table' }, bind, []), "c.state <> 'running'", stretch);
  const running = ofRows(dialect.running, "c.state = 'running'", { from, below });
  if (isEmpty(hours)) return [ended({ from, below }), running];
  const days = wholeParts(hours, 24);
  const isByDay = mayBeByDay && !isEmpty(days);
  return [
    ...(isByDay ? [ofSpan(DAY, days)] : [ofSpan(HOUR, hours)]),
    ...(isByDay && days.from !== undefined
      ? [ofSpan(HOUR, { from: hours.from, below: days.from * 24 })]
      : []),
    ...(isByDay && days.below !== undefined
      ? [ofSpan(HOUR, { from: days.below * 24, below: hours.below })]
      : []),
    ...(dialect.tallies.areNoted
      ? [
          `SELECT hour * ${HOUR} AS k, ${keys}, ${tallySums.join(', ')}
            FROM chatkeep.tally_changes WHERE ${['true', ...bounds('hour', hours)].join(' AND ')}`,
        ]
      : []),
    ...(from === undefined || hours.from === undefined
      ? []
      : [ended({ from, below: hours.from * HOUR })]),
    ...(below === undefined || hours.below === undefined
      ? []
      : [ended({ from: hours.below * HOUR, below })]),
    running,
  ];
}

function named(values: readonly string[], names: readonly string[]): string {
  return names.map((name, i) => `${values[i]} AS ${name}`).join(', ');
}
