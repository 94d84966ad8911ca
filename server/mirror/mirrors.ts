import type { Store } from '../store/store';

const KIND = 'mirror';

/** How the completions that a provider stores are copied into this store. */
export type Mirror = {
  /** Minutes between two runs by itself; null: only by hand. */
  every: number | null;
  /** Id of the last completion that was looked at. */
  cursor: string | null;
};

const NEW: Mirror = { every: null, cursor: null };

export async function findMirror(store: Store, provider: string): Promise<Mirror> {
  const found = await store.document(KIND, provider);
  // Written by changeMirror alone.
  return found ? (JSON.parse(found.body) as Mirror) : NEW;
}

/** Changes what is kept of a mirror; again when somebody else has changed it in between. */
export async function changeMirror(
  store: Store,
  provider: string,
  change: Partial<Mirror>,
): Promise<Mirror> {
  for (;;) {
    const found = await store.document(KIND, provider);
    const before = found ? (JSON.parse(found.body) as Mirror) : NEW;
    const next = { ...before, ...change };
    const version = found?.version ?? 0;
    if ((await store.putDocument(KIND, provider, JSON.stringify(next), version)) !== null)
      return next;
  }
}
