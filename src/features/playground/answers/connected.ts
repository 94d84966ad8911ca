import { ApiError } from '@/api/api-error';
import { type Connection, isSameOrigin, LOCAL_CONNECTION } from '@/api/connection';
import { retrieveRun } from '@/api/runs';
import { LOOK_MS, withPlace } from '@/lib/connection-places';
import { sleep } from '@/lib/sleep';
import { placeAwaited } from './answer-events';
import type { Running } from '../runs/running-answers';
import { QUICKLY } from './stop-answer';

type Work = (signal: AbortSignal) => Promise<void>;

/**
 * Does `work`, which asks for an answer and reads it. While others of this browser hold as many connections as they may,
 * an answer of this server breaks off as soon as the server has it, to be joined by its name; one that a provider gives
 * through it would end with its connection, and waits for its turn.
 */
export async function connected(connection: Connection, mine: Running, work: Work): Promise<void> {
  const { signal } = mine.abort;
  if (!isSameOrigin(connection)) return work(signal);
  const { runName } = mine.place.turn()?.facts ?? {};
  const isOurs = connection.id === LOCAL_CONNECTION.id;
  for (;;) {
    const isDone = await withPlace(async (hasPlace) => {
      if (hasPlace) await work(signal);
      else if (isOurs && runName !== undefined) await untilTaken(runName, signal, work);
      else return false;
      return true;
    });
    if (isDone) return;
    placeAwaited(mine.place);
    await sleep(LOOK_MS, signal);
  }
}

async function untilTaken(runName: string, stop: AbortSignal, work: Work): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([stop, over.signal]);
  const letGo = () => over.abort(LET_GO);
  goingOn(runName, signal).then(letGo, () => undefined);
  await work(signal).finally(letGo);
}

const LET_GO = new ApiError({
  kind: 'broken_stream',
  message: 'The answer goes on at the server.',
});

/** A short answer, or a refusal, is there by then. */
async function goingOn(runName: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(LOOK_MS, signal);
    const run = await retrieveRun(runName, { ...QUICKLY, signal }).catch(() => null);
    if (run && run.phase !== 'ended') return;
  }
}
