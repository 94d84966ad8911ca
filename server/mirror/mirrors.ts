import { objectOr } from '#contract/json';
import { changeDocument } from '../store/sql/change-document';
import type { Store } from '../store/store';

const KIND = 'mirror';

/** How the completions that a provider stores are copied into this store. */
export type Mirror = {
  /** Minutes between two runs by itself; null: only by hand. */
  every: number | null;
  /** Id of the last completion that was looked at. */
  cursor: string | null;
  /** Unix seconds of the last run that went back for a day; absent before the first. */
  deepAt?: number;
};

const NEW: Mirror = { every: null, cursor: null };

export async function findMirror(store: Store, provider: string): Promise<Mirror> {
  const found = await store.document(KIND, provider);
  return read(found?.body ?? null);
}

/** Changes what is kept of a mirror; again when somebody else has changed it in between. */
export async function changeMirror(
  store: Store,
  provider: string,
  change: Partial<Mirror>,
): Promise<Mirror> {
  const body = await changeDocument(store, KIND, provider, (before) =>
    JSON.stringify({ ...read(before), ...change }),
  );
  return read(body);
}

function read(body: string | null): Mirror {
  if (body === null) return NEW;
  const { every, cursor, deepAt } = objectOr(JSON.parse(body));
  return {
    every: typeof every === 'number' ? every : null,
    cursor: typeof cursor === 'string' ? cursor : null,
    ...(typeof deepAt === 'number' && { deepAt }),
  };
}
