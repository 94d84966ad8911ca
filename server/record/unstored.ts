import type { FastifyInstance } from 'fastify';
import type { Outcome } from '../store/completion';
import { StoreUnavailable } from '../store/errors';
import { type Store } from '../store/store';

/** Ends that could not be written yet. */
export type Unstored = {
  /** Null for an exchange of which nothing is to be kept: it may have been begun all the same. */
  add(id: string, outcome: Outcome | null): void;
  /** Tries the end of each again; resolves with how many are left. */
  retry(): Promise<number>;
};

type Ending = Pick<Store, 'finish' | 'delete'>;

/** Small ones, of an outage; beyond that the next start ends what is left. */
const MOST = 10_000;

/** Keeps the ends of exchanges, without their texts, until the store takes them. */
function createUnstored(store: Ending): Unstored {
  const waiting = new Map<string, Outcome | null>();
  return {
    add(id, outcome) {
      if (waiting.size < MOST) waiting.set(id, outcome);
    },
    async retry() {
      for (const [id, outcome] of waiting) {
        try {
          await (outcome ? store.finish(id, outcome) : store.delete(id, 'any'));
          waiting.delete(id);
        } catch (error) {
          // It failed before, and was told then. In an outage the others would fail alike.
          if (error instanceof StoreUnavailable) break;
          waiting.delete(id);
        }
      }
      return waiting.size;
    },
  };
}

const EVERY_MS = 1_000;

/** Tries again for as long as the server runs. */
export function endUnstored(app: FastifyInstance, store: Ending): Unstored {
  const unstored = createUnstored(store);
  let isTrying = false;
  const timer = setInterval(() => {
    if (isTrying) return;
    isTrying = true;
    void unstored.retry().finally(() => (isTrying = false));
  }, EVERY_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  return unstored;
}
