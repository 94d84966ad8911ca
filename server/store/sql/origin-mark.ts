import { createHash } from 'node:crypto';

/**
 * Stands for a completion of a provider after it was erased here, and tells nothing about it: 22 characters of a hash of
 * the provider's name and its own id. A mirror knows by it what it must not bring back.
 */
export function originMark(provider: string, upstreamId: string): string {
  const origin = JSON.stringify([provider, upstreamId]);
  return createHash('sha256').update(origin).digest('base64url').slice(0, 22);
}

/**
 * The marks of erased rows; those that no provider has given an id have none. In order, as transactions that write the
 * same ones must not wait for each other.
 */
export function marksOf(rows: readonly Origin[]): string[] {
  const marks = rows.flatMap(({ provider, upstream_id: id }) =>
    id === null ? [] : originMark(provider, id),
  );
  return [...new Set(marks)].toSorted();
}

export type Origin = { provider: string; upstream_id: string | null };
