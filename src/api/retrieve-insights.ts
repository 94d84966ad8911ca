import type { Insights } from '#contract/wire/table';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/**
 * What the completions of a filter add up to, over time and by name (`GET /api/insights`, for servers with the
 * capability `table.insights`). `split` is `model` or `metadata[key]`, `verdict` the metadata key of the verdicts,
 * `bucket` the seconds of a point, else chosen by the server.
 */
export function retrieveInsights(
  filters: [name: string, value: string][],
  { split, verdict, bucket }: { split: string; verdict: string; bucket?: number | undefined },
  options: CallOptions = {},
): Promise<Insights> {
  const query = new URLSearchParams([...filters, ['split', split], ['verdict', verdict]]);
  if (bucket !== undefined) query.set('bucket', String(bucket));
  return askServer('GET /api/insights', 'lines', { query }, options);
}
