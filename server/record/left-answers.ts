import type { FastifyInstance } from 'fastify';
import { createFold } from '#contract/fold/fold';
import { objectsOf } from '#contract/json';
import type { AppParts } from '../parts';
import { parseExact, stringifyExact } from '../json/exact';
import { logStoreFailure } from '../http/store-failures';
import type { LeftAnswer } from '../store/pieces';
import type { Outcome } from '../store/completion';
import type { Store } from '../store/store';
import { outcomeOf } from './outcome';
import { failed } from './stream-ending';

/**
 * Gives answers whose server died what was kept of them until then; several servers may do it at once. One that cannot
 * be read is passed over, and tried again with the next call.
 */
export async function endLeftAnswers(
  store: Pick<Store, 'leftAnswer' | 'finish'>,
  onFailure: (error: unknown) => void,
): Promise<void> {
  for (let after = -1; ;) {
    const left = await store.leftAnswer(after);
    if (left === null) return;
    after = left.k;
    try {
      await store.finish(left.id, outcomeOfLeft(left));
    } catch (error) {
      onFailure(error);
    }
  }
}

const EVERY_MS = 10_000;

/** The same again and again, where other servers may die that share the database. */
export function watchLeftAnswers(
  app: FastifyInstance,
  { config, store }: Pick<AppParts, 'config' | 'store'>,
): void {
  if (config.database.kind !== 'postgres') return;
  const onFailure = (error: unknown) => logStoreFailure(app.log, error);
  const end = () => void endLeftAnswers(store, onFailure).catch(onFailure);
  const timer = setInterval(end, EVERY_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
}

function outcomeOfLeft(left: LeftAnswer): Outcome {
  const fold = createFold();
  for (const chunks of left.pieces)
    for (const chunk of objectsOf(parseExact(chunks))) fold.add(chunk);
  const parsed = fold.completion();
  const { id, created } = left;
  const answer = stringifyExact({ ...parsed, id, created });
  const flaw = failed('server_restart');
  const timings = { firstTokenMs: null, totalMs: null };
  const figures = { requestId: null, cost: null };
  return outcomeOf({ answer, parsed, flaw, timings }, left, figures);
}
