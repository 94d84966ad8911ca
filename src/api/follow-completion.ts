import { responseInfo } from '@/api/answer';
import { COMPLETION_CLIENT } from '@/api/connection';
import { requestServer } from '@/api/server-endpoint';
import {
  type CompletionStream,
  type FollowOptions,
  followQuery,
  readChunks,
  streamHeaders,
} from '@/api/stream-completion';

/**
 * Follows an answer that this server is generating, from its beginning: first all that has come, then each further
 * chunk. For servers with the capability `completions.attach`. Rejects with 404 when nothing by that id is running.
 */
export function followCompletion(
  id: string,
  options: FollowOptions = {},
): Promise<CompletionStream> {
  const said = { id, query: followQuery(options), headers: streamHeaders(COMPLETION_CLIENT) };
  return requestServer('GET /api/completions/:id/stream', said, options, async (response) => ({
    ...responseInfo(response),
    chunks: readChunks(response, options),
  }));
}
