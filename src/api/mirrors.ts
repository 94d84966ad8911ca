import type { Job } from '#contract/wire/jobs';
import type { Mirror } from '#contract/wire/mirrors';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/** Lists the providers that store completions (`GET /api/mirrors`, for servers with the capability `mirror`). */
export async function listMirrors(options: CallOptions = {}): Promise<Mirror[]> {
  return (await askServer('GET /api/mirrors', 'data', {}, options)).data;
}

/** Sets how often a provider is copied by itself; null: never. */
export async function scheduleMirror(
  provider: string,
  every: number | null,
  options: CallOptions = {},
): Promise<void> {
  const said = { provider, body: { every }, isRepeatable: true };
  await askServer('POST /api/mirrors/:provider', 'provider', said, options);
}

/** Copies what is new at a provider now. 409 while that is under way. */
export function runMirror(provider: string, options: CallOptions = {}): Promise<Job> {
  return askServer('POST /api/mirrors/:provider/run', 'counts', { provider, body: {} }, options);
}
