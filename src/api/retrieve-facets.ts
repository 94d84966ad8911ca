import type { Facets } from '#contract/wire/table';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/** Counts values under a filter (`GET /api/facets`, for servers with the capability `table.facets`). */
export function retrieveFacets(
  filters: [name: string, value: string][],
  options: CallOptions = {},
): Promise<Facets> {
  return askServer('GET /api/facets', 'metadata', { query: new URLSearchParams(filters) }, options);
}
