import type { Filter } from '#contract/filter';
import { colorsOf, REST } from '@/components/chart/series-colors';
import { lineId, lineName } from '@/components/chart/split';
import { type IncompleteReason, isIncompleteReason } from '#contract/completion';
import type { Counted, Figures, InsightLine, Insights } from '#contract/wire/table';
import { formatCount } from '@/lib/format';
import { filtersFor } from './mark-links';

/** Lines that are drawn as one. */
export type Series = {
  id: string;
  name: string;
  /** Of the series colours. */
  color: number;
  count: number;
  /** Null where no filter of the table says just that. */
  filters: Filter[] | null;
  points: ReadonlyMap<number, { count: number; tokens: number; cost: number | null }>;
};

/** The most frequent names by themselves, the others together. */
export function seriesOf(lines: readonly InsightLine[], split: string): Series[] {
  const own = lines.slice(0, REST).filter(({ rest }) => !rest);
  const others = lines.slice(own.length);
  const colors = colorsOf(
    split,
    own.map(({ name, absent }) => (absent ? 'no value' : name)),
  );
  const series = own.map((line, at): Series => ({
    id: lineId(line),
    name: lineName(line),
    color: colors[at] ?? REST,
    count: line.count,
    filters: filtersFor(split, [line]),
    points: new Map(line.points.map((point) => [point.t, point])),
  }));
  return others.length === 0 ? series : [...series, together(others, split)];
}

function together(lines: readonly InsightLine[], split: string): Series {
  const points = new Map<number, { count: number; tokens: number; cost: number | null }>();
  for (const { t, count, tokens, cost } of lines.flatMap((line) => line.points)) {
    const sum = points.get(t);
    points.set(t, {
      count: (sum?.count ?? 0) + count,
      tokens: (sum?.tokens ?? 0) + tokens,
      cost: cost === null ? (sum?.cost ?? null) : (sum?.cost ?? 0) + cost,
    });
  }
  const hasRest = lines.some(({ rest }) => rest);
  return {
    id: 'rest',
    name: hasRest ? 'all others' : formatCount(lines.length, 'other'),
    color: REST,
    count: lines.reduce((sum, { count }) => sum + count, 0),
    filters: filtersFor(split, lines),
    points,
  };
}

/** Every bucket of the range, those without completions too: a gap in the bars is a gap in time. */
export function timesOf({ bucket, from, to, points }: Insights): number[] {
  if (points.length === 0) return [];
  const first = Math.floor(from / bucket) * bucket;
  const count = Math.max(1, Math.ceil((to - first) / bucket));
  return Array.from({ length: count }, (_, at) => first + at * bucket);
}

export function totalOf(counts: readonly Pick<Counted, 'count'>[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** How many have a value. */
export function countOf(counts: readonly Counted[], value: string): number {
  return counts.find((counted) => counted.value === value)?.count ?? 0;
}

/** "62.5 %"; a dash for nothing of nothing. */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  const isExact = percent === 0 || percent === 100 || percent >= 10;
  return `${isExact ? Math.round(percent * 10) / 10 : Number(percent.toPrecision(2))} %`;
}

/** Ways to fail, each with the words for it and the conditions that find it. */
export type Failure = { id: string; name: string; tone: 'bad' | 'warn'; filters: Filter[] };

const WORDS: Record<IncompleteReason, string> = {
  user_stop: 'stopped',
  client_disconnect: 'client left',
  upstream_error: 'provider failed',
  upstream_timeout: 'timed out',
  server_restart: 'server restarted',
  invalid_response: 'unreadable',
  unwatched: 'unwatched',
  not_stored: 'not stored',
};
const ENDINGS: Record<string, { name: string; tone: 'bad' | 'warn' }> = {
  length: { name: 'cut off', tone: 'warn' },
  content_filter: { name: 'filtered', tone: 'bad' },
};

/** How many failed, in whatever way; `filters` null where no conditions of the table say just that. */
export function failedOf(figures: Figures): { count: number; filters: Filter[] | null } {
  const kinds = failuresOf(figures);
  const { length: reasons } = figures.failures;
  // No condition says: incomplete, or complete and cut off.
  const isMixed = reasons > 0 && reasons < kinds.length;
  const filters = kinds
    .flatMap((kind) => kind.filters)
    .filter((filter, at, all) => at === all.findIndex((other) => other.value === filter.value));
  return { count: totalOf(kinds), filters: isMixed || kinds.length === 0 ? null : filters };
}

export function failuresOf({ failures, endings }: Figures): (Failure & { count: number })[] {
  const failed = failures.map(({ value, count }) => ({
    id: `reason ${value}`,
    name: isIncompleteReason(value) ? WORDS[value] : value,
    tone:
      value === 'user_stop' || value === 'client_disconnect' ? ('warn' as const) : ('bad' as const),
    filters: [{ field: 'reason' as const, value }],
    count,
  }));
  const ended = endings.flatMap(({ value, count }) => {
    const ending = Object.hasOwn(ENDINGS, value) ? ENDINGS[value] : undefined;
    const filters: Filter[] = [
      { field: 'state', value: 'complete' },
      { field: 'finish_reason', value },
    ];
    return ending ? [{ id: `ending ${value}`, ...ending, filters, count }] : [];
  });
  return [...failed, ...ended];
}
