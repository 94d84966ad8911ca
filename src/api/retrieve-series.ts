import type { Series } from '#contract/wire/table';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/** Counts over time under a filter (`GET /api/series`); `split` is `model` or `metadata[key]`. */
export function retrieveSeries(
  filters: [name: string, value: string][],
  split: string,
  options: CallOptions = {},
): Promise<Series> {
  const query = new URLSearchParams([...filters, ['split', split]]);
  return askServer('GET /api/series', 'series', { query }, options);
}
