import type { CallOptions, Client } from '@/api/client';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

type SeriesLine = {
  name: string;
  absent?: true;
  rest?: true;
  points: { t: number; count: number }[];
};

/** How many completions were created when. Times in Unix seconds; buckets without any have no point. */
export type Series = {
  /** Seconds. */
  bucket: number;
  from: number;
  to: number;
  /** At most 8, of which `absent` is what lacks the key, and `rest` what is put together when there are more. */
  series: SeriesLine[];
};

/** Counts over time under a filter (`GET /api/series`); `split` is `model` or `metadata[key]`. */
export async function retrieveSeries(
  client: Client,
  filters: [name: string, value: string][],
  split: string,
  options: CallOptions = {},
): Promise<Series> {
  const query = new URLSearchParams([...filters, ['split', split]]);
  const call = { method: 'GET', path: '/series', query, isRepeatable: true } as const;
  return (await requestJson(client, call, options, asSeries)).data;
}

function asSeries(value: unknown): Series | null {
  const series = asRecord(value);
  // Served by the same release as this code.
  return Array.isArray(series?.series) ? (series as Series) : null;
}
