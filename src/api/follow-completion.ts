import { responseInfo } from '@/api/answer';
import { EXCHANGE_CLIENT } from '@/api/connection';
import { request } from '@/api/request';
import {
  type CompletionStream,
  readChunks,
  streamHeaders,
  type StreamOptions,
} from '@/api/stream-completion';

/**
 * Follows an answer that this server is generating, from its beginning: first all that has come, then each further
 * chunk. For servers with the capability `completions.attach`. Rejects with 404 when nothing by that id is running.
 */
export function followCompletion(
  id: string,
  options: StreamOptions = {},
): Promise<CompletionStream> {
  const path = `${EXCHANGE_CLIENT.completionsPath}/${encodeURIComponent(id)}/stream`;
  const headers = streamHeaders(EXCHANGE_CLIENT);
  const call = { method: 'GET', path, headers, isRepeatable: true } as const;
  return request(EXCHANGE_CLIENT, call, options, async (response) => ({
    ...responseInfo(response),
    chunks: readChunks(response, options),
  }));
}
