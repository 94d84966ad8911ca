import { StoreUnavailable } from '../../store/errors';
import type { StoredDocument } from '../../store/documents';
import type { Store } from '../../store/store';

/** So many of a kind are remembered; beyond that the one goes that was read first. */
const MOST = 1_000;

export type SeenDocuments = {
  /**
   * Null when there is none. While the store cannot be asked, what this process saw last holds; rejects with
   * {@link StoreUnavailable} for one that it has not seen.
   */
  read(id: string): Promise<StoredDocument | null>;
  forget(id: string): void;
  forgetAll(): void;
};

/** Documents of one kind, read anew each time, so that what has ended has ended on every process that shares the store. */
export function createSeenDocuments(store: Pick<Store, 'document'>, kind: string): SeenDocuments {
  const seen = new Map<string, StoredDocument>();
  return {
    async read(id) {
      try {
        const found = await store.document(kind, id);
        seen.delete(id);
        if (found) seen.set(id, found);
        const [oldest] = seen.keys();
        if (seen.size > MOST && oldest !== undefined) seen.delete(oldest);
        return found;
      } catch (error) {
        const known = seen.get(id);
        if (error instanceof StoreUnavailable && known) return known;
        throw error;
      }
    },
    forget: (id) => void seen.delete(id),
    forgetAll: () => seen.clear(),
  };
}
