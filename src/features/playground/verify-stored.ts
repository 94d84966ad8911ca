import { ApiError } from '@/api/api-error';
import { clientFor, type Connection } from '@/api/connection';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { sleep } from '@/lib/sleep';
import { keepingKnown } from './answer-events';
import { usePlayground } from './playground-store';

/** Providers store a moment after they have answered. */
const waitsMs = [500, 1_500, 4_000];

/** Says "stored" only when the source gives the completion back. */
export async function verifyStored(connection: Connection, key: string): Promise<void> {
  const turn = usePlayground.getState().turns.find((each) => each.key === key);
  const id = turn?.kind === 'answer' ? turn.facts.completionId : null;
  if (!id) return notStored(key, 'The source gave it no id.');
  let reason = '';
  for (const wait of waitsMs) {
    await sleep(wait);
    try {
      await retrieveCompletion(clientFor(connection), id, { maxRetries: 0, timeout: 10_000 });
      return keepingKnown(key, { state: 'stored' });
    } catch (error) {
      reason = error instanceof ApiError ? error.message : 'The source does not answer for it.';
    }
  }
  return notStored(key, `${connection.label} does not answer for it: ${reason}`);
}

function notStored(key: string, reason: string) {
  keepingKnown(key, { state: 'not-stored', reason });
}
