import type { Figures, InsightPoint, Percentiles } from './query';

/** Rows of one time and one name, as the database counted them. */
type Slotted<Row> = Row & { bucket: number; slot: number };
export type Amounts = {
  count: number;
  ending: string | null;
  prompt: number | null;
  completion: number | null;
  cost: number | null;
};
export type Valued = { count: number; value: string | null };

/** A histogram: a bin of a bucket whatever the name, and one of a name whenever it was. */
export type Binned = { by: 'bucket' | 'slot'; key: number; bin: number | null; count: number };

/** All that figures are added up from. */
export type Groups = {
  amounts: readonly Slotted<Amounts>[];
  reasons: readonly Slotted<Valued>[];
  verdicts: readonly Slotted<Valued>[];
  times: readonly Binned[];
  firsts: readonly Binned[];
};

/** Each bin of a histogram ends 3 % above its beginning, so that its middle is within 1.5 % of what is in it. */
const BINS_PER_E = 1 / Math.log(1.03);

/** A histogram counts what stands in it once: see {@link totalOf}. */
export function figuresOf({ amounts, reasons, verdicts, times, firsts }: Groups): Figures {
  return {
    ...addedUp(amounts),
    failures: counted(reasons),
    endings: counted(amounts.map(({ ending, count }) => ({ value: ending, count }))),
    verdicts: counted(verdicts),
    totalMs: percentiles(times),
    firstTokenMs: percentiles(firsts),
  };
}

/** Of all groups. */
export function totalOf({ times, firsts, ...groups }: Groups): Figures {
  const once = (bins: readonly Binned[]) => bins.filter(({ by }) => by === 'bucket');
  return figuresOf({ ...groups, times: once(times), firsts: once(firsts) });
}

/** The groups of one bucket or of one slot; each is looked at once, however many are asked for. */
export function splitBy(by: 'bucket' | 'slot', groups: Groups): (key: number) => Groups {
  const amounts = indexed(by, groups.amounts);
  const reasons = indexed(by, groups.reasons);
  const verdicts = indexed(by, groups.verdicts);
  const times = binsBy(by, groups.times);
  const firsts = binsBy(by, groups.firsts);
  return (key) => ({
    amounts: amounts(key),
    reasons: reasons(key),
    verdicts: verdicts(key),
    times: times(key),
    firsts: firsts(key),
  });
}

/** In order of time; `bucket`: seconds of one. */
export function pointsOf(amounts: readonly Slotted<Amounts>[], bucket: number): InsightPoint[] {
  const at = indexed('bucket', amounts);
  return bucketsOf(amounts).map((key) => {
    const { count, promptTokens, completionTokens, cost } = addedUp(at(key));
    return { t: key * bucket, count, tokens: promptTokens + completionTokens, cost };
  });
}

/** In order of time. */
export function bucketsOf(groups: readonly { bucket: number }[]): number[] {
  return [...new Set(groups.map(({ bucket }) => bucket))].sort((a, b) => a - b);
}

/** SQL of the bin of a value in milliseconds. */
export function binSql(value: string): string {
  return `CASE WHEN ${value} > 1 THEN CAST(floor(ln(${value}) * ${BINS_PER_E}) AS INTEGER)
    WHEN ${value} IS NOT NULL THEN 0 END`;
}

function indexed<T extends { bucket: number; slot: number }>(
  by: 'bucket' | 'slot',
  groups: readonly T[],
) {
  return index(groups, (group) => group[by]);
}

function binsBy(by: Binned['by'], bins: readonly Binned[]) {
  return index(
    bins.filter((bin) => bin.by === by),
    ({ key }) => key,
  );
}

function index<T>(groups: readonly T[], keyOf: (group: T) => number) {
  const found = new Map<number, T[]>();
  for (const group of groups) {
    const others = found.get(keyOf(group));
    if (others) others.push(group);
    else found.set(keyOf(group), [group]);
  }
  return (key: number): readonly T[] => found.get(key) ?? [];
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
