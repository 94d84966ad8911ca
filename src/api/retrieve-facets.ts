import type { CallOptions, Client } from '@/api/client';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

type FacetValue = { value: string; count: number };

/** How often each value occurs among the completions that match. */
export type Facets = {
  models: FacetValue[];
  providers: FacetValue[];
  states: FacetValue[];
  finish_reasons: FacetValue[];
  /** The most frequent values of each key; `distinct` counts all of them. */
  metadata: { key: string; count: number; distinct: number; values: FacetValue[] }[];
  relation: 'exact' | 'estimate';
};

/** Counts values under a filter (`GET /api/facets`, for servers with the capability `table.facets`). */
export async function retrieveFacets(
  client: Client,
  filters: [name: string, value: string][],
  options: CallOptions = {},
): Promise<Facets> {
  const query = new URLSearchParams(filters);
  const call = { method: 'GET', path: '/facets', query, isRepeatable: true } as const;
  return (await requestJson(client, call, options, asFacets)).data;
}

function asFacets(value: unknown): Facets | null {
  const facets = asRecord(value);
  if (!facets || !Array.isArray(facets.models) || !Array.isArray(facets.metadata)) return null;
  // Served by the same release as this code.
  return facets as Facets;
}
