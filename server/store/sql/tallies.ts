import { POSITIONS_PER_SECOND } from '../position';

/** Hours, and days made of them: a year of days is read in a millisecond. */
export const HOUR = 3_600 * POSITIONS_PER_SECOND;
export const DAY = 24 * HOUR;

/** What tallies tell apart. A finish reason begins with `=`, so that none is a value too. */
export const tallyKeys = ['state', 'provider', 'model', 'finish_reason'] as const;

/** What they add up: whole numbers, so that what is taken away leaves nothing behind. */
export const tallySums = [
  'count',
  'prompt',
  'completion',
  /** Of rows that have both. */
  'tokens',
  'timed',
  /** Thousandths of a millisecond. */
  'duration',
  'priced',
  /** In 1e-12 US dollars. */
  'cost',
] as const;

export const UNITS_PER_MS = 1e3;
export const UNITS_PER_DOLLAR = 1e12;

/** Absurd amounts, which anybody may report, count as these: no sum of theirs may ever refuse a write. */
const MOST = { tokens: 1e12, ms: 1e12, dollars: 1e6 };

/** SQL of {@link tallyKeys} of a row, one by one. */
export function keysOf(row: string): string[] {
  const reason = `coalesce('=' || ${row}.finish_reason, '')`;
  return [`${row}.state`, `${row}.provider`, `${row}.model`, reason];
}

/** SQL of {@link tallySums} of a row, one by one; `whole`: the type of whole numbers of any size; `sign` -1 for what goes. */
export function sumsOf(row: string, whole: string, sign: 1 | -1 = 1): string[] {
  const one = (isThere: string) => `${sign} * CASE WHEN ${isThere} THEN 1 ELSE 0 END`;
  const amount = (value: string, most: number, units = 1) =>
    `${sign} * coalesce(CAST(round((CASE WHEN ${value} > ${most} THEN ${most} ELSE ${value} END) * ${units}) AS ${whole}), 0)`;
  return [
    String(sign),
    amount(`${row}.prompt_tokens`, MOST.tokens),
    amount(`${row}.completion_tokens`, MOST.tokens),
    amount(`${row}.prompt_tokens + ${row}.completion_tokens`, MOST.tokens),
    one(`${row}.total_ms IS NOT NULL`),
    amount(`${row}.total_ms`, MOST.ms, UNITS_PER_MS),
    one(`${row}.cost IS NOT NULL`),
    amount(`${row}.cost`, MOST.dollars, UNITS_PER_DOLLAR),
  ];
}
