import { ApiError } from '@/api/api-error';
import { clientFor, type Connection } from '@/api/connection';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { sleep } from '@/lib/sleep';
import { keepingKnown } from './answer-events';
import type { AnswerPlace } from './answer-place';

/** Providers store a moment after they have answered. */
const waitsMs = [500, 1_500, 4_000];

/** Says "stored" only when the source gives the completion back. */
export async function verifyStored(connection: Connection, place: AnswerPlace): Promise<void> {
  const id = place.turn()?.facts.completionId;
  if (!id) return notStored(place, 'The source gave it no id.');
  let reason = '';
  for (const wait of waitsMs) {
    await sleep(wait);
    try {
      await retrieveCompletion(clientFor(connection), id, { maxRetries: 0, timeout: 10_000 });
      return keepingKnown(place, { state: 'stored' });
    } catch (error) {
      if (isWithoutAny(error)) {
        return notStored(place, `${connection.label} does not keep completions.`);
      }
      reason = error instanceof ApiError ? error.message : 'The source does not answer for it.';
    }
  }
  return notStored(place, `${connection.label} does not answer for it: ${reason}`);
}

/** It has no such calls at all: there is nothing to wait for. */
function isWithoutAny(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 405 || error.status === 501);
}

function notStored(place: AnswerPlace, reason: string) {
  keepingKnown(place, { state: 'not-stored', reason });
}
