import type { GoingRun, Run } from '#contract/wire/runs';
import { responseInfo } from '@/api/answer';
import type { CallOptions } from '@/api/client';
import { COMPLETION_CLIENT } from '@/api/connection';
import { askServer, requestServer } from '@/api/server-endpoint';
import {
  type CompletionStream,
  type FollowOptions,
  followQuery,
  readChunks,
  streamHeaders,
} from '@/api/stream-completion';

/** Ends an answer in whatever phase it is. Rejects with 404 when nothing of that name is going on. */
export function stopRun(name: string, options: CallOptions = {}): Promise<void> {
  const said = { name, body: {}, isRepeatable: true };
  return requestServer('POST /api/runs/:name/stop', said, options, () => Promise.resolve());
}

/** All that are going on, stored or not, whoever asked for them; in the order in which they were asked for. */
export async function listRuns(options: CallOptions = {}): Promise<GoingRun[]> {
  return (await askServer('GET /api/runs', 'data', {}, options)).data;
}

/** Follows an answer from its beginning, also before there is any. Rejects with 404 when it has ended. */
export function followRun(name: string, options: FollowOptions = {}): Promise<CompletionStream> {
  const said = { name, query: followQuery(options), headers: streamHeaders(COMPLETION_CLIENT) };
  return requestServer('GET /api/runs/:name/stream', said, options, async (response) => ({
    ...responseInfo(response),
    chunks: readChunks(response, options),
  }));
}

/** How it stands, or how it ended. Rejects with 404 when the server knows nothing of it any more. */
export function retrieveRun(name: string, options: CallOptions = {}): Promise<Run> {
  return askServer('GET /api/runs/:name', 'phase', { name }, options);
}
