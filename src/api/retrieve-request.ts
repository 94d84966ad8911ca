import type { CallOptions, Client } from '@/api/client';
import { completionPath } from '@/api/completion-path';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

/**
 * The body of the request that a stored completion answers, as JSON text with all digits as they were sent
 * (`GET /api/completions/{id}/request`, for servers with the capability `completions.request`). Without `stream`,
 * `stream_options`, `store` and `metadata`; 404 when there is none of that id.
 */
export async function retrieveRequest(
  client: Client,
  id: string,
  options: CallOptions = {},
): Promise<string> {
  const path = `${completionPath(client, id)}/request`;
  const call = { method: 'GET', path, isRepeatable: true } as const;
  return (await requestJson(client, call, options, asRecord)).raw;
}
