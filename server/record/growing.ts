import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../parts';
import type { SharedText } from '../json/text';
import { logStoreFailure } from '../http/store-failures';
import { StoreUnavailable } from '../store/errors';
import type { Run } from './run';

/** A server that dies loses what came since. */
const EVERY_MS = 900;

/**
 * Keeps what stored answers have grown by, while they are being made: every second, in one write for all of them that
 * nobody waits for, and never more than one at a time. What cannot be written now is written with what follows it.
 */
export function keepGrowing(
  app: FastifyInstance,
  { store, runs }: Pick<AppParts, 'store' | 'runs'>,
): void {
  let isKeeping = false;
  const keep = () => {
    if (isKeeping) return;
    const taken = runs.all().flatMap(takeGrowth);
    if (taken.length === 0) return;
    isKeeping = true;
    const keeping = store
      .keepPieces(taken.flatMap(({ id, grown }) => grown.map((chunks) => ({ id, chunks }))))
      .catch((error: unknown) => {
        logStoreFailure(app.log, error);
        // What the store refuses for what it is would be refused again.
        if (!(error instanceof StoreUnavailable)) return;
        for (const { run, grown } of taken) run.growth.putBack(grown);
      })
      .finally(() => (isKeeping = false));
    for (const { run } of taken) run.growthKept = keeping;
  };
  const timer = setInterval(keep, EVERY_MS);
  timer.unref();
  // The last answers may outlive the listener.
  app.addHook('onClose', async () => clearInterval(timer));
}

type Taken = { run: Run; id: string; grown: SharedText[] };

function takeGrowth(run: Run): Taken[] {
  if (run.identity === null || run.phase !== 'streaming' || run.growth.isEmpty()) return [];
  return [{ run, id: run.identity.id, grown: run.growth.take() }];
}
