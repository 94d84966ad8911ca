import type { CallOptions } from '@/api/client';
import { EXCHANGE_CLIENT } from '@/api/connection';
import { request } from '@/api/request';

/**
 * Ends an answer that this server is generating; what has come is kept as incomplete. For servers with the capability
 * `completions.stop`. Rejects with 404 when nothing by that id is running.
 */
export function stopCompletion(id: string, options: CallOptions = {}): Promise<void> {
  const path = `${EXCHANGE_CLIENT.completionsPath}/${encodeURIComponent(id)}/stop`;
  const call = { method: 'POST', path, body: {}, isRepeatable: true } as const;
  return request(EXCHANGE_CLIENT, call, options, () => Promise.resolve());
}
