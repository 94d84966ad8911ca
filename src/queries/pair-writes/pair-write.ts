import { firstCodePoints } from '#contract/code-points';
import type { Connection } from '@/api/connection';

/** One pair of one completion's metadata, on its way to its server. */
export type PairWrite = {
  /** Its own, for good. */
  n: string;
  source: Pick<Connection, 'id' | 'baseUrl' | 'label'>;
  /** Of the completion. */
  id: string;
  /** How a reader knows the completion: how its text begins. */
  name: string;
  key: string;
  /** Null removes the pair. */
  value: string | null;
  /** What the pair holds already was not seen: it stays, and this goes behind it. */
  appends: boolean;
  /** The server said no, in these words; null while it is on its way. */
  refusal: string | null;
};

/** The metadata of a completion as they will be, once everything that is on its way has arrived. */
export function withWrites(
  metadata: Readonly<Record<string, string>>,
  writes: readonly PairWrite[],
): Record<string, string> {
  const pairs = new Map(Object.entries(metadata));
  for (const write of writes) {
    if (write.refusal !== null) continue;
    const value = valueOf(write, pairs.get(write.key));
    if (value === null) pairs.delete(write.key);
    else pairs.set(write.key, value);
  }
  return Object.fromEntries(pairs);
}

/** What a pair will hold that holds `before`. */
export function valueOf({ value, appends }: PairWrite, before: string | undefined): string | null {
  return appends && before !== undefined && value !== null ? `${before} ${value}` : value;
}

/** Whether a write is for a completion of a connection. */
export function isOf({ source, id }: PairWrite, connection: Connection, completion: string) {
  return id === completion && source.id === connection.id && source.baseUrl === connection.baseUrl;
}

/** The name of a completion in the list of what is not saved yet: the beginning of what it says. */
export function nameFrom(text: string): string {
  return firstCodePoints(text, 80);
}
