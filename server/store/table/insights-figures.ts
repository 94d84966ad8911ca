import type { Name } from './frequent-names';
import type { Figures, InsightPoint, Percentiles, ValueCount } from './query';

/** Rows of one time and one name, as the database counted them. */
export type Named<Row> = Row & { bucket: number; name: Name };
export type Amounts = {
  count: number;
  ending: string | null;
  prompt: number | null;
  completion: number | null;
  cost: number | null;
};
export type Valued = { count: number; value: string | null };

export type Bin = { bin: number | null; count: number };
export type OfBucket = Bin & { bucket: number };
export type OfName = Bin & { name: Name };
/** A histogram of each bucket whatever the name, and one of each name whenever it was. A bin may come several times. */
export type Bins = { inTime: readonly OfBucket[]; byName: readonly OfName[] };

/** All that figures are added up from. They are remembered, and many: nothing is copied. */
export type Groups = {
  amounts: readonly Named<Amounts>[];
  reasons: readonly Named<Valued>[];
  verdicts: readonly Named<Valued>[];
  times: Bins;
  firsts: Bins;
};

/** Those of one bucket, of one name or of all. */
type Some = {
  amounts: readonly Named<Amounts>[];
  reasons: readonly Valued[];
  verdicts: readonly Valued[];
  times: readonly Bin[];
  firsts: readonly Bin[];
};

/** Each bin of a histogram ends 3 % above its beginning, so that its middle is within 1.5 % of what is in it. */
const BINS_PER_E = 1 / Math.log(1.03);

const valueOf = ({ value }: Valued) => value;

export function figuresOf({ amounts, reasons, verdicts, times, firsts }: Some): Figures {
  return {
    ...addedUp(amounts),
    failures: counted(reasons, valueOf),
    endings: counted(amounts, ({ ending }) => ending),
    verdicts: counted(verdicts, valueOf),
    totalMs: percentiles(times),
    firstTokenMs: percentiles(firsts),
  };
}

/** Of all groups. */
export function totalOf({ times, firsts, ...groups }: Groups): Figures {
  return figuresOf({ ...groups, times: times.inTime, firsts: firsts.inTime });
}

/** The groups of one bucket; each is looked at once, however many are asked for. */
export function inBuckets(groups: Groups): (bucket: number) => Some {
  const bucketOf = ({ bucket }: { bucket: number }) => bucket;
  return split(groups, bucketOf, ({ inTime }) => index(inTime, bucketOf));
}

/** The same of one slot, in which names are. */
export function inSlots(groups: Groups, slotOf: (name: Name) => number): (slot: number) => Some {
  const ofName = ({ name }: { name: Name }) => slotOf(name);
  return split(groups, ofName, ({ byName }) => index(byName, ofName));
}

function split(
  groups: Groups,
  keyOf: (group: Named<object>) => number,
  binsOf: (bins: Bins) => (key: number) => readonly Bin[],
): (key: number) => Some {
  const amounts = index(groups.amounts, keyOf);
  const reasons = index(groups.reasons, keyOf);
  const verdicts = index(groups.verdicts, keyOf);
  const times = binsOf(groups.times);
  const firsts = binsOf(groups.firsts);
  return (key) => ({
    amounts: amounts(key),
    reasons: reasons(key),
    verdicts: verdicts(key),
    times: times(key),
    firsts: firsts(key),
  });
}

/** In order of time; `bucket`: seconds of one. */
export function pointsOf(amounts: readonly Named<Amounts>[], bucket: number): InsightPoint[] {
  const at = index(amounts, (group) => group.bucket);
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

function index<T>(groups: readonly T[], keyOf: (group: T) => number) {
  const found = new Map<number, T[]>();
  for (const group of groups) {
    const key = keyOf(group);
    const others = found.get(key);
    if (others) others.push(group);
    else found.set(key, [group]);
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
function counted<T extends { count: number }>(
  groups: readonly T[],
  valueOf: (group: T) => string | null,
): ValueCount[] {
  const counts = new Map<string, number>();
  for (const group of groups) {
    const value = valueOf(group);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + group.count);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** From the middles of the bins; null where nothing was measured. */
function percentiles(groups: readonly Bin[]): Percentiles | null {
  const counts: (number | undefined)[] = [];
  let total = 0;
  for (const { bin, count } of groups) {
    if (bin === null) continue;
    counts[bin] = (counts[bin] ?? 0) + count;
    total += count;
  }
  if (total === 0) return null;
  const at = (share: number) => {
    let left = Math.ceil(total * share);
    const found = counts.findIndex((count = 0) => (left -= count) <= 0);
    return Math.exp((found + 0.5) / BINS_PER_E);
  };
  return { p50: at(0.5), p95: at(0.95) };
}
