import { retrieveRun, stopRun } from '@/api/runs';
import { stopCompletion } from '@/api/stop-completion';
import { sleep } from '@/lib/sleep';
import { answerNamed } from './answer-events';
import type { AnswerPlace } from './answer-place';
import { runningAnswer } from '../runs/running-answers';

export const QUICKLY = { timeout: 1_000, maxRetries: 0 };
const AGAIN_MS = [300, 1_000, 3_000];

/** Stops a running answer and keeps its text. Where the server generates it for us, it is told to stop as well. */
export async function stopStream(place: AnswerPlace): Promise<void> {
  const mine = runningAnswer(place.key);
  if (mine) mine.isStopped = true;
  // First: a browser holds few connections to a server, and the next call may need this one.
  mine?.abort.abort();
  const { completionId, isOurs, runName } = place.turn()?.facts ?? {};
  if (!isOurs) return;
  if (runName !== undefined) await stopNamed(runName);
  else if (completionId) await stopCompletion(completionId, QUICKLY).catch(() => undefined);
}

/** By the name alone, whoever asked for it. The request may still be on its way: then it is stopped on arrival. */
export async function stopNamed(runName: string): Promise<void> {
  for (const wait of AGAIN_MS) {
    try {
      return await stopRun(runName, QUICKLY);
    } catch {
      // Not there (yet), ended meanwhile, or the server is gone.
    }
    await sleep(wait);
  }
}

/** Whether an answer that ended without one has a record, whose id is then noted. */
export async function isKept(place: AnswerPlace): Promise<boolean> {
  const { runName } = place.turn()?.facts ?? {};
  if (!runName) return false;
  try {
    const { completion_id } = await retrieveRun(runName, { timeout: 2_000, maxRetries: 0 });
    if (completion_id !== null) answerNamed(place, completion_id);
    return completion_id !== null;
  } catch {
    return false;
  }
}
