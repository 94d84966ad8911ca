import { create } from 'zustand';
import { ApiError } from '@/api/api-error';

/** Whether the last call to the server that the dashboard came from arrived. */
export const useServerHealth = create<{ isDown: boolean }>()(() => ({ isDown: false }));

/** The server did not answer, or somebody before it said so; an answer with an error is an answer. */
export function isUnreached(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.kind === 'network' || error.kind === 'timeout' || (error.status ?? 0) >= 502;
}

/** Query keys of what this server itself is asked for. */
export function isOfServer(queryKey: readonly unknown[]): boolean {
  return queryKey[0] === 'server' || (queryKey[0] === 'completions' && queryKey[1] === 'local');
}
