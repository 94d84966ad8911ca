import type { Series } from '#contract/wire/table';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/** By what the counts are split, `model` or `metadata[key]`, and seconds of a bucket; without them as suits the range. */
export type SeriesForm = { split?: string; bucket?: number };

/** Counts over time under a filter (`GET /api/series`). */
export function retrieveSeries(
  filters: [name: string, value: string][],
  { split, bucket }: SeriesForm,
  options: CallOptions = {},
): Promise<Series> {
  const query = new URLSearchParams(filters);
  if (split !== undefined) query.set('split', split);
  if (bucket !== undefined) query.set('bucket', String(bucket));
  return askServer('GET /api/series', 'series', { query }, options);
}
