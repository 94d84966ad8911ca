import type { TableRow as Row } from '#contract/columns';
import type { CompletionState } from '#contract/completion';
import type { Sort } from '#contract/filter';
import type { ListQuery } from '../listing';

type Pair = ListQuery['metadata'][number];

/** Inclusive on both ends unless said otherwise; a missing end is open. Rows without a value never match. */
export type Range = { min?: number | undefined; max?: number | undefined };

/** Which completions, of every state, a table shows. All parts must match; within a list of values any. Empty: no matter. */
export type CompletionFilter = {
  models: readonly string[];
  providers: readonly string[];
  states: readonly CompletionState[];
  finishReasons: readonly string[];
  /** Why an answer is incomplete; names that no answer has match nothing. */
  reasons: readonly string[];
  metadata: readonly Pair[];
  /** Of the pairs of one key any, of several keys all. */
  metadataAny: readonly Pair[];
  /** Has not this value; no value at all counts too. */
  metadataNot: readonly Pair[];
  metadataExists: readonly string[];
  metadataMissing: readonly string[];
  /** At least one of these keys is missing. */
  metadataMissingAny: readonly string[];
  /** Every word of it must occur in the prompt or the answer, whatever its case, also as part of a word. */
  search: string;
  /** Unix seconds; `max` is exclusive. */
  created: Range;
  /** Prompt and completion together. */
  tokens: Range;
  /** Milliseconds in total. */
  latency: Range;
  /** US dollars. */
  cost: Range;
  toolCalls?: boolean | undefined;
};

/** A row's place in a sorted table; `value` is what it is sorted by, null when that is unknown. */
export type TablePosition = { value: number | null; k: number };

export type TableQuery = {
  filter: CompletionFilter;
  sort: Sort;
  /** Rows without a value come last in both orders. */
  order: 'asc' | 'desc';
  limit: number;
  /** Rows beyond this place, or before it; never both. */
  after?: TablePosition | undefined;
  before?: TablePosition | undefined;
  /** Milliseconds after which the total becomes an estimate; default 80. */
  countBudgetMs?: number;
  /** How many completions a search looks at that are not indexed yet, from the newest on; default all. */
  searchRows?: number;
  /** Milliseconds after which a search that has to read rows stops, and says how far it came; default never. */
  searchMs?: number;
};

/** {@link TableQuery.searchRows} where somebody waits and is told what was left out. */
export const SEARCH_ROWS = 1_000;
/** How far a search goes there. */
export const AWAITED = { searchRows: SEARCH_ROWS, searchMs: 80 };

/** `estimate`: an exact figure would have taken too long; it was counted for the newest rows and stretched. */
export type Relation = 'exact' | 'estimate';

/** A row of the table, with its place in the order of time. */
export type TableRow = Row & { k: number };

export type TablePage = {
  rows: TableRow[];
  total: { value: number; relation: Relation };
  /** How many rows come before this page. */
  preceding: { value: number; relation: Relation };
  /** How many completions a search has not looked at: they are not indexed yet, or it stopped before them. */
  unsearched: number;
  /** Where the page after this one starts, or a search stopped; null when there is none. */
  next: TablePosition | null;
  previous: TablePosition | null;
};

export type ValueCount = { value: string; count: number };

/** Most frequent first. */
export type Facets = {
  models: ValueCount[];
  providers: ValueCount[];
  states: ValueCount[];
  finishReasons: ValueCount[];
  /** At most 20 values of each key; `distinct` is how many were met. */
  metadata: { key: string; count: number; distinct: number; values: ValueCount[] }[];
  relation: Relation;
};

export type SeriesQuery = {
  filter: CompletionFilter;
  split?: { by: 'model' } | { by: 'metadata'; key: string } | undefined;
  /** Seconds; without it 30 to 90 buckets span the range. Raised when it would make more than 1,000. */
  bucket?: number | undefined;
  /** Milliseconds after which the rest is left out, and counted behind it; default never. */
  budgetMs?: number;
};

/** Nobody looks at the answer: it is there when somebody asks. */
export const COUNTED_LATER = { budgetMs: 0 };

export type SeriesPoint = {
  /** Unix seconds at which the bucket begins, a multiple of its size. */
  t: number;
  count: number;
  /** Of these, the incomplete ones. */
  failed: number;
  tokens: number;
  totalMsAvg: number | null;
  cost: number | null;
};

/**
 * Buckets without rows have no point. At most 6 series, the last of them named `other` when there are more. Two names
 * may stand for no value, and then say so: `isAbsent` for what lacks the key, `isRest` for what is put together.
 */
export type Series = {
  bucket: number;
  from: number;
  to: number;
  series: { name: string; isAbsent?: true; isRest?: true; points: SeriesPoint[] }[];
};

export type InsightsQuery = SeriesQuery & {
  /** The metadata key whose values are verdicts. */
  verdictKey: string;
};

/** In milliseconds, within 1.5 %. */
export type Percentiles = { p50: number; p95: number };

/** What rows add up to. Sums of tokens and cost are of those that have them; `cost` is null where none has. */
export type Figures = {
  count: number;
  promptTokens: number;
  completionTokens: number;
  cost: number | null;
  /** Of the incomplete ones, by their reason. */
  failures: ValueCount[];
  /** Of the complete ones, by their finish reason. */
  endings: ValueCount[];
  verdicts: ValueCount[];
  totalMs: Percentiles | null;
  firstTokenMs: Percentiles | null;
};

export type InsightPoint = { t: number; count: number; tokens: number; cost: number | null };

/** As of {@link Series}: names that stand for no value say so. */
export type InsightLine = Figures & {
  name: string;
  isAbsent?: true;
  isRest?: true;
  points: InsightPoint[];
};

/** Buckets without rows have no point. At most 51 lines, most rows first; none without a split. */
export type Insights = {
  bucket: number;
  from: number;
  to: number;
  /** Of all rows. */
  total: Figures;
  points: (Figures & { t: number })[];
  lines: InsightLine[];
};

/** What a model of a provider was used for. `priced`: requests whose cost is known. */
export type ModelUse = {
  provider: string;
  model: string;
  requests: number;
  priced: number;
  cost: number;
};

/** The dashboard's table: like {@link Store}, but slower and over completions of every state. */
export type Table = {
  query(query: TableQuery): Promise<TablePage>;
  /** `budgetMs`: after which the counts become estimates; default 150. */
  facets(filter: CompletionFilter, budgetMs?: number): Promise<Facets>;
  series(query: SeriesQuery): Promise<Series>;
  insights(query: InsightsQuery): Promise<Insights>;
  /** By what has ended since a time, in Unix seconds; the most used first, 500 at most. */
  modelUse(since: number): Promise<ModelUse[]>;
};

export function valuesByKey(pairs: CompletionFilter['metadataAny']): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [key, value] of pairs) values.set(key, [...(values.get(key) ?? []), value]);
  return values;
}

/** Whether a filter lets everything through, so that rows can be counted without a look at them. */
export function hasConditions(filter: CompletionFilter): boolean {
  const lists = [
    filter.models,
    filter.providers,
    filter.states,
    filter.finishReasons,
    filter.reasons,
  ];
  const pairs = [
    filter.metadata,
    filter.metadataAny,
    filter.metadataNot,
    filter.metadataExists,
    filter.metadataMissing,
    filter.metadataMissingAny,
  ];
  const ranges = [filter.tokens, filter.latency, filter.cost].flatMap(({ min, max }) => [min, max]);
  return (
    [...lists, ...pairs].some(({ length }) => length > 0) ||
    ranges.some((end) => end !== undefined) ||
    filter.toolCalls !== undefined ||
    filter.search.trim() !== ''
  );
}
