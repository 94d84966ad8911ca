import { responseInfo } from '@/api/answer';
import type { CallOptions } from '@/api/client';
import { createClient } from '@/api/client';
import { request, requestJson } from '@/api/request';
import {
  type CompletionStream,
  readChunks,
  streamHeaders,
  type StreamOptions,
} from '@/api/stream-completion';
import { asRecord } from '@/lib/as-record';

/** An answer that this server is making, or made within the last day. Times in milliseconds. */
export type ServerRun = {
  name: string;
  completion_id: string | null;
  model: string;
  phase: 'waiting' | 'streaming' | 'storing' | 'ended';
  stored: boolean;
  elapsed_ms: number;
  /** What the provider said while it kept the answer waiting, such as a place in its queue. */
  note?: string | null;
  outcome?: 'complete' | 'incomplete' | 'failed';
  reason?: string | null;
  error?: { message?: string } | null;
};

const client = createClient({ baseUrl: '/api' });

function pathOf(name: string): string {
  return `/runs/${encodeURIComponent(name)}`;
}

/** Ends an answer in whatever phase it is. Rejects with 404 when nothing of that name is going on. */
export function stopRun(name: string, options: CallOptions = {}): Promise<void> {
  const call = {
    method: 'POST',
    path: `${pathOf(name)}/stop`,
    body: {},
    isRepeatable: true,
  } as const;
  return request(client, call, options, () => Promise.resolve());
}

/** All that are going on, stored or not, whoever asked for them; in the order in which they were asked for. */
export async function listRuns(options: CallOptions = {}): Promise<ServerRun[]> {
  const call = { method: 'GET', path: '/runs', isRepeatable: true } as const;
  return (await requestJson(client, call, options, asRuns)).data;
}

/** Follows an answer from its beginning, also before there is any. Rejects with 404 when it has ended. */
export function followRun(name: string, options: StreamOptions = {}): Promise<CompletionStream> {
  const headers = streamHeaders(client);
  const call = {
    method: 'GET',
    path: `${pathOf(name)}/stream`,
    headers,
    isRepeatable: true,
  } as const;
  return request(client, call, options, async (response) => ({
    ...responseInfo(response),
    chunks: readChunks(response, options),
  }));
}

/** How it stands, or how it ended. Rejects with 404 when the server knows nothing of it any more. */
export async function retrieveRun(name: string, options: CallOptions = {}): Promise<ServerRun> {
  const call = { method: 'GET', path: pathOf(name), isRepeatable: true } as const;
  return (await requestJson(client, call, options, asRun)).data;
}

function asRuns(value: unknown): ServerRun[] | null {
  const list = asRecord(value)?.data;
  return Array.isArray(list) ? list.flatMap((each) => asRun(each) ?? []) : null;
}

function asRun(value: unknown): ServerRun | null {
  const run = asRecord(value);
  if (typeof run?.name !== 'string' || typeof run.phase !== 'string') return null;
  // Served by the same release as this code.
  return run as unknown as ServerRun;
}
