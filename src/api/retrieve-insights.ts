import type { CallOptions, Client } from '@/api/client';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

export type Counted = { value: string; count: number };
/** Milliseconds, within 1.5 %. */
type Percentiles = { p50: number; p95: number };

/** What completions add up to. `cost` in US dollars, null where none has one. */
export type Figures = {
  count: number;
  prompt_tokens: number;
  completion_tokens: number;
  cost: number | null;
  /** Of the incomplete ones, by reason. */
  failures: Counted[];
  /** Of the complete ones, by finish reason. */
  endings: Counted[];
  verdicts: Counted[];
  total_ms: Percentiles | null;
  /** Null also where there are too many completions to read it from. */
  first_token_ms: Percentiles | null;
};

export type InsightLine = Figures & {
  name: string;
  /** It is what lacks the key. */
  absent?: true;
  /** It is what is put together. */
  rest?: true;
  points: { t: number; count: number; tokens: number; cost: number | null }[];
};

/** Times in Unix seconds; buckets without any completion have no point. */
export type Insights = {
  /** Seconds. */
  bucket: number;
  from: number;
  to: number;
  total: Figures;
  points: (Figures & { t: number })[];
  /** Most completions first, at most 51. */
  lines: InsightLine[];
};

/**
 * What the completions of a filter add up to, over time and by name (`GET /api/insights`, for servers with the
 * capability `table.insights`). `split` is `model` or `metadata[key]`, `verdict` the metadata key of the verdicts,
 * `bucket` the seconds of a point, else chosen by the server.
 */
export async function retrieveInsights(
  client: Client,
  filters: [name: string, value: string][],
  { split, verdict, bucket }: { split: string; verdict: string; bucket?: number | undefined },
  options: CallOptions = {},
): Promise<Insights> {
  const query = new URLSearchParams([...filters, ['split', split], ['verdict', verdict]]);
  if (bucket !== undefined) query.set('bucket', String(bucket));
  const call = { method: 'GET', path: '/insights', query, isRepeatable: true } as const;
  return (await requestJson(client, call, options, asInsights)).data;
}

function asInsights(value: unknown): Insights | null {
  const insights = asRecord(value);
  // Served by the same release as this code.
  return Array.isArray(insights?.lines) ? (insights as Insights) : null;
}
