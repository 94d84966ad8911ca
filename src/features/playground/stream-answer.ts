import { ApiError } from '@/api/api-error';
import { clientFor, type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { stopCompletion } from '@/api/stop-completion';
import type { CompletionStream } from '@/api/stream-completion';
import { streamWithUsage } from '@/api/stream-with-usage';
import type { CreateParams } from '@/api/wire';
import { answerEnded, answerNamed, keepingKnown } from './answer-events';
import type { AnswerPlace } from './answer-place';
import type { Keeping, Run } from './conversation';
import { failureOf } from './failure-of';
import { readAnswer } from './read-answer';
import { resumeAnswer } from './resume-answer';
import { watched } from './wire/wire-log';
import { verifyStored } from './verify-stored';

/** By the key of the turn. */
const running = new Map<string, { abort: AbortController; isStopped: boolean }>();

/** Asks for an answer and writes it into its place until it ends, in whichever way. */
export async function streamAnswer(
  connection: Connection,
  body: CreateParams,
  place: AnswerPlace,
): Promise<void> {
  const isStored = body.store === true;
  const isOurs = connection.id === LOCAL_CONNECTION.id;
  const mine = { abort: new AbortController(), isStopped: false };
  running.set(place.key, mine);
  const startedAt = performance.now();
  let run: Run = { state: 'complete' };
  let keeping: Keeping = { state: 'off' };
  try {
    const stream = await streamWithUsage(watched(clientFor(connection), place.key), body, {
      signal: mine.abort.signal,
      // Closing the tab is not Stop: what is to be kept is generated to its end.
      ...(isOurs && isStored && { headers: { 'x-on-disconnect': 'continue' } }),
    });
    const id = stream.headers.get('x-completion-id');
    if (id !== null) answerNamed(place, id);
    keeping = keepingOf(stream, isStored, isOurs);
    const elapsed = () => performance.now() - startedAt;
    const named = await readAnswer(place, stream, elapsed);
    if (id === null && named !== null) answerNamed(place, named);
  } catch (error) {
    const hasGoneOn = isOurs && isStored && !mine.isStopped && isCut(error);
    if (hasGoneOn && place.turn()?.facts.completionId) return resumeAnswer(place);
    run = mine.isStopped ? { state: 'stopped' } : { state: 'failed', failure: failureOf(error) };
    if (isAnswerWhole(error)) run = { state: 'complete' };
    keeping = keepingAfter(error, run, keeping);
  } finally {
    running.delete(place.key);
  }
  keepingKnown(place, keeping);
  answerEnded(place, run, performance.now() - startedAt);
  if (keeping.state === 'storing') await verifyStored(connection, place);
}

/** Stops a running answer and keeps its text. Where the server generates it for us, it is told to stop as well. */
export async function stopStream(place: AnswerPlace): Promise<void> {
  const mine = running.get(place.key);
  if (mine) mine.isStopped = true;
  const { completionId = null, isOurs = false } = place.turn()?.facts ?? {};
  try {
    if (isOurs && completionId !== null)
      await stopCompletion(completionId, { timeout: 1_000, maxRetries: 0 });
  } catch {
    // It may have ended meanwhile, or the server may be gone: closing the connection is all that is left.
  }
  mine?.abort.abort();
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
