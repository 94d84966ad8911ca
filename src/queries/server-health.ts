import { create } from 'zustand';
import { ApiError } from '@/api/api-error';

/** Since when calls to the server that the dashboard came from do not arrive, in Unix seconds; null: they do. */
export const useServerHealth = create<{ downSince: number | null }>()(() => ({ downSince: null }));

/** The server did not answer, or somebody before it said so; an answer with an error is an answer. */
export function isUnreached(error: unknown): boolean {
  return isWithoutAnswer(error) || (error instanceof ApiError && (error.status ?? 0) >= 502);
}

/** Nobody answered. */
export function isWithoutAnswer(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'network' || error.kind === 'timeout');
}

/**
 * Milliseconds between two looks at a server that does not answer. What was read before may have been under way since:
 * whatever is followed to its end is looked at again as well.
 */
export const AGAIN_MS = 2_000;

/** What a provider or another server answers: its silence says nothing of this one. */
const OF_OTHERS: ReadonlySet<unknown> = new Set([
  'collected',
  'models',
  'provider keeps',
  'source',
]);

/** Query keys of what this server itself answers. */
export function isOfServer([what, of]: readonly unknown[]): boolean {
  return what === 'completions' ? of === 'local' : !OF_OTHERS.has(what);
}
