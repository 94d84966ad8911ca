import * as z from 'zod/mini';
import { columnAt, type ColumnName, type Held, type HoldsOf, ROW_NAMES } from '../columns';
import { COMPLETION_STATES, INCOMPLETE_REASONS } from '../completion';
import { count, type Endpoint, seconds } from './endpoint';
import { FILTER_QUERY, ORDER_QUERY } from './filter-query';

const held = {
  text: z.string(),
  name: z.nullable(z.string()),
  state: z.enum(COMPLETION_STATES),
  reason: z.nullable(z.enum(INCOMPLETE_REASONS)),
  seconds,
  milliseconds: z.nullable(z.number()),
  dollars: z.nullable(z.number()),
  count: z.nullable(count),
  number: count,
  pairs: z.record(z.string(), z.string()),
  long: z.string(),
} satisfies { [Kind in keyof Held]: z.ZodMiniType<Held[Kind]> };

/** A completion as the table lists it, column by column. */
export const tableRow = z.strictObject(
  // Object.fromEntries forgets which names the object has.
  Object.fromEntries(ROW_NAMES.map((name) => [name, held[columnAt(name).holds]])) as {
    [Name in ColumnName]: (typeof held)[HoldsOf<Name>];
  },
);

/** `estimate`: an exact figure would have taken too long. */
const relation = z.enum(['exact', 'estimate']);
export const total = z.strictObject({ value: count, relation });
export type Total = z.infer<typeof total>;

/** What `after` and `before` have to be for the pages beside this one; null at an end. */
const tablePage = z.strictObject({
  object: z.literal('list'),
  data: z.array(tableRow),
  total,
  /** How many rows come before the page. */
  preceding: total,
  /**
   * How many completions a search has not looked at: they are not indexed yet, or it ended before them, since its words are
   * too short for an index. `next` goes on from where it ended, also where a page has fewer rows than asked for, or none.
   */
  unsearched: count,
  next: z.nullable(z.string()),
  previous: z.nullable(z.string()),
});

const counted = z.strictObject({ value: z.string(), count });
export type Counted = z.infer<typeof counted>;

/** How often each value occurs among the completions that match, most frequent first. */
const facets = z.strictObject({
  models: z.array(counted),
  providers: z.array(counted),
  states: z.array(counted),
  finish_reasons: z.array(counted),
  /** At most 20 values of each key; `distinct` is how many were met. */
  metadata: z.array(
    z.strictObject({ key: z.string(), count, distinct: count, values: z.array(counted) }),
  ),
  relation,
});
export type Facets = z.infer<typeof facets>;

/** Seconds of a bucket, and the Unix seconds between which buckets were counted. Without any row one has no point. */
const range = { bucket: count, from: seconds, to: seconds };
const point = { t: seconds, count, tokens: count, cost: z.nullable(z.number()) };

/** Two names stand for no value: `absent` is what lacks the key, `rest` what is put together. */
const name = {
  name: z.string(),
  absent: z.optional(z.literal(true)),
  rest: z.optional(z.literal(true)),
};

/** How many completions were created when: five names at most, then all others together. */
const series = z.strictObject({
  ...range,
  series: z.array(
    z.strictObject({
      ...name,
      points: z.array(
        z.strictObject({
          ...point,
          /** Of these, the incomplete ones. */
          failed: count,
          total_ms_avg: z.nullable(z.number()),
        }),
      ),
    }),
  ),
});
export type Series = z.infer<typeof series>;

/** Milliseconds, within 1.5 %. */
const percentiles = z.nullable(z.strictObject({ p50: z.number(), p95: z.number() }));

/** What completions add up to. */
const figures = {
  count,
  prompt_tokens: count,
  completion_tokens: count,
  /** US dollars; null where none has one. */
  cost: z.nullable(z.number()),
  /** Of the incomplete ones, by reason. */
  failures: z.array(counted),
  /** Of the complete ones, by finish reason. */
  endings: z.array(counted),
  verdicts: z.array(counted),
  total_ms: percentiles,
  first_token_ms: percentiles,
};
const allFigures = z.strictObject(figures);
export type Figures = z.infer<typeof allFigures>;

const insightLine = z.strictObject({
  ...name,
  ...figures,
  points: z.array(z.strictObject(point)),
});
export type InsightLine = z.infer<typeof insightLine>;

const insights = z.strictObject({
  ...range,
  total: allFigures,
  points: z.array(z.strictObject({ t: seconds, ...figures })),
  /** Most completions first, at most 51. */
  lines: z.array(insightLine),
});
export type Insights = z.infer<typeof insights>;

const TABLE_QUERY = {
  ...FILTER_QUERY,
  ...ORDER_QUERY,
  limit: 'How many rows, 1 to 1000; 50 unless it is said',
  after: '`next` of the page before',
  before: '`previous` of the page behind, or `last` for the last page',
  from: 'Id of the completion that the page is to begin with',
};

const SERIES_QUERY = {
  ...FILTER_QUERY,
  split: 'model or metadata[key]',
  bucket: 'Seconds of a point; chosen by the server unless it is said',
};

const INSIGHTS_QUERY = { ...SERIES_QUERY, verdict: 'The metadata key of the verdicts' };

export const TABLE_ENDPOINTS = {
  'GET /api/completions': {
    about: 'A page of the table: completions of every state, filtered, searched and sorted',
    query: TABLE_QUERY,
    answer: tablePage,
  },
  'GET /api/facets': {
    about: 'How often each value occurs among the completions that match',
    query: FILTER_QUERY,
    answer: facets,
  },
  'GET /api/series': {
    about: 'How many completions were created when, and how many of them are incomplete',
    query: SERIES_QUERY,
    answer: series,
  },
  'GET /api/insights': {
    about: 'What completions add up to, over time and by name',
    query: INSIGHTS_QUERY,
    answer: insights,
  },
} as const satisfies Record<string, Endpoint>;
