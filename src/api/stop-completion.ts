import type { CallOptions } from '@/api/client';
import { requestServer } from '@/api/server-endpoint';

/**
 * Ends an answer that this server is generating; what has come is kept as incomplete. For servers with the capability
 * `completions.stop`. Rejects with 404 when nothing by that id is running.
 */
export function stopCompletion(id: string, options: CallOptions = {}): Promise<void> {
  const said = { id, body: {}, isRepeatable: true };
  return requestServer('POST /api/completions/:id/stop', said, options, () => Promise.resolve());
}
