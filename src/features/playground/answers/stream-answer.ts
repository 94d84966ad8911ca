import { ApiError } from '@/api/api-error';
import { clientFor, type Connection, LOCAL_CONNECTION } from '@/api/connection';
import type { CompletionStream } from '@/api/stream-completion';
import { streamWithUsage } from '@/api/stream-with-usage';
import type { CreateParams } from '@/api/wire';
import { answerBegun, answerEnded, answerNamed, keepingKnown, loadingHeard } from './answer-events';
import type { AnswerPlace } from './answer-place';
import type { Keeping, Run } from '../turns/conversation';
import { sessionRefused } from '@/queries/session-end';
import { connected } from './connected';
import { failureOf } from './failure-of';
import { readAnswer } from './read-answer';
import { joinAnswer } from './resume-answer';
import { type Running, whileRunning } from './running-answers';
import { isKept } from './stop-answer';
import { learnCost } from '../transcript/learn-cost';
import { verifyStored } from './verify-stored';
import { whenLoaded } from '../turns/when-loaded';
import { watched } from '../wire/wire-log';

/** Asks for an answer and writes it into its place until it ends, in whichever way. */
export async function streamAnswer(
  connection: Connection,
  body: CreateParams,
  place: AnswerPlace,
): Promise<void> {
  await whileRunning(place, (mine) => stream(connection, body, mine));
  if (place.turn()?.keeping.state === 'storing') await verifyStored(connection, place);
  await learnCost(place);
}

async function stream(connection: Connection, body: CreateParams, mine: Running): Promise<void> {
  const { place } = mine;
  const isStored = body.store === true;
  const isOurs = connection.id === LOCAL_CONNECTION.id;
  const { runName } = place.turn()?.facts ?? {};
  const startedAt = performance.now();
  let run: Run = { state: 'complete' };
  let keeping: Keeping = { state: 'off' };
  try {
    await connected(connection, mine, async (signal) => {
      const options = { signal, ...(isOurs && runName && named(runName)) };
      const client = watched(clientFor(connection), place.key);
      const answer = await whenLoaded(
        () => streamWithUsage(client, body, options),
        (tries) => loadingHeard(place, tries),
        signal,
      );
      const id = answer.headers.get('x-completion-id');
      answerBegun(place, id);
      keeping = keepingOf(answer, isStored, isOurs);
      const elapsed = () => performance.now() - startedAt;
      const ownId = await readAnswer(place, answer, elapsed);
      if (id === null && ownId !== null) answerNamed(place, ownId);
    });
  } catch (error) {
    if (isOurs && !mine.isStopped && isCut(error)) return joinAnswer(mine);
    if (error instanceof ApiError && error.needsLogIn) sessionRefused();
    const isStopped = mine.isStopped || isStopOf(error);
    run = isStopped ? { state: 'stopped' } : { state: 'failed', failure: failureOf(error) };
    if (isAnswerWhole(error)) run = { state: 'complete' };
    keeping = keepingAfter(error, run, keeping);
    if (isStored && keeping.state === 'off' && (await isKept(place))) keeping = { state: 'partly' };
  }
  keepingKnown(place, keeping);
  answerEnded(place, run, performance.now() - startedAt);
}

/** Closing the tab is not Stop: the answer goes on, and is found again by its name. The server knows the limits. */
function named(runName: string) {
  const headers = { 'x-run': runName, 'x-on-disconnect': 'continue' };
  return { headers, timeout: Number.MAX_SAFE_INTEGER };
}

/** Somebody else has stopped it, from another tab or the table. */
function isStopOf(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'user_stop';
}

function keepingOf({ headers }: CompletionStream, isWanted: boolean, isOurs: boolean): Keeping {
  if (!isWanted) return { state: 'off' };
  if (headers.get('x-completion-stored') === 'false') return notStored;
  // This server ends a stream only after it has stored the answer; any other is asked afterwards.
  return { state: isOurs && headers.has('x-completion-id') ? 'stored' : 'storing' };
}

function keepingAfter(error: unknown, run: Run, keeping: Keeping): Keeping {
  if (isAnswerWhole(error)) return notStored;
  if (keeping.state === 'stored') return { state: 'partly' };
  if (keeping.state !== 'storing') return keeping;
  const reason = run.state === 'stopped' ? 'It was stopped.' : 'It did not arrive completely.';
  return { state: 'not-stored', reason };
}

/** The way here broke, also by leaving the page. What the server does is another matter. */
function isCut(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'broken_stream' || error.kind === 'network');
}

/** The model answered, and only storing the answer failed. */
function isAnswerWhole(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'completion_not_stored';
}

const notStored: Keeping = {
  state: 'not-stored',
  reason: 'The store of this server failed. Copy what you need, then see its log.',
};
