import { type CallOptions, createClient } from '@/api/client';
import { asJob, asList, type Job } from '@/api/jobs';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

const client = createClient({ baseUrl: '/api' });

/** How the completions that a provider stores are copied into this server's store. */
export type Mirror = {
  provider: string;
  /** Minutes between two runs; null: only by hand. */
  every: number | null;
  /** The last run, which may be running now. */
  last: Job | null;
};

/** Lists the providers that store completions (`GET /api/mirrors`, for servers with the capability `mirror`). */
export async function listMirrors(options: CallOptions = {}): Promise<Mirror[]> {
  const call = { method: 'GET', path: '/mirrors', isRepeatable: true } as const;
  return (await requestJson(client, call, options, (value) => asList(value, asMirror))).data.rows;
}

/** Sets how often a provider is copied by itself; null: never. */
export async function scheduleMirror(
  provider: string,
  every: number | null,
  options: CallOptions = {},
): Promise<void> {
  const call = { method: 'POST', path: pathOf(provider), body: { every } } as const;
  await requestJson(client, { ...call, isRepeatable: true }, options, asRecord);
}

/** Copies what is new at a provider now. 409 while that is under way. */
export async function runMirror(provider: string, options: CallOptions = {}): Promise<Job> {
  const path = `${pathOf(provider)}/run`;
  const call = { method: 'POST', path, body: {}, isRepeatable: false } as const;
  return (await requestJson(client, call, options, asJob)).data;
}

function pathOf(provider: string): string {
  return `/mirrors/${encodeURIComponent(provider)}`;
}

function asMirror(value: unknown): Mirror | null {
  const mirror = asRecord(value);
  // Served by the same release as this code.
  return typeof mirror?.provider === 'string' ? (mirror as Mirror) : null;
}
