import type { BodyOf } from '#contract/wire/endpoints';
import type { PriceList } from '#contract/wire/prices';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

export type PriceChange = BodyOf<'POST /api/prices'>;

/** What models cost (`GET /api/prices`, for servers with the capability `prices`). */
export function listPrices(options: CallOptions = {}): Promise<PriceList> {
  return askServer('GET /api/prices', 'version', {}, options);
}

/** `version` of the list; 412 when the prices have changed since. */
export function setPrice(body: PriceChange, version: string): Promise<PriceList> {
  const headers = { 'if-match': `"${version}"` };
  return askServer('POST /api/prices', 'version', { body, headers });
}
