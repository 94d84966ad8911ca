import { ApiError } from '@/api/api-error';
import type { AnswerMessage } from '@/api/wire';
import { clientFor, type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { stopCompletion } from '@/api/stop-completion';
import { type CompletionStream, streamCompletion } from '@/api/stream-completion';
import { answerEnded, answerNamed, keepingKnown, promptSent } from './answer-events';
import { isRunning, type Keeping, promptTurn, type Run } from './conversation';
import { failureOf } from './failure-of';
import { initialParameters } from './parameters';
import { verifyStored } from './verify-stored';
import { isAnswering, usePlayground } from './playground-store';
import { readAnswer } from './read-answer';
import { sentParameters } from './refused-parameters';
import { requestBody } from './request-body';
import { resumeAnswer } from './resume-answer';
import { shownTurns } from './turn-tree';

let running: { abort: AbortController; isStopped: boolean } | null = null;

/**
 * Sends the conversation and writes the answer into it until it ends, in whichever way. One at a time: a double
 * click or a held key asks once. `model` is the one to use when the reader has chosen none; `begun` is the text that the
 * answer goes on from.
 */
export async function runAnswer(
  connection: Connection,
  model: string,
  begun: AnswerMessage | null = null,
): Promise<void> {
  const state = usePlayground.getState();
  if (isAnswering(state)) return;
  const parameters = sentParameters(state.parameters, model);
  const isOurs = connection.id === LOCAL_CONNECTION.id;
  const turns = shownTurns(state);
  const body = begun
    ? requestBody([...turns, promptTurn(begun)], { ...parameters, n: initialParameters.n })
    : requestBody(turns, parameters);
  const key = promptSent({ model: parameters.model, isOurs }, parameters.store, begun);
  const mine = { abort: new AbortController(), isStopped: false };
  running = mine;
  const startedAt = performance.now();
  let run: Run = { state: 'complete' };
  let keeping: Keeping = { state: 'off' };
  try {
    const stream = await streamCompletion(clientFor(connection), body, {
      signal: mine.abort.signal,
      // Closing the tab is not Stop: what is to be kept is generated to its end.
      ...(isOurs && parameters.store && { headers: { 'x-on-disconnect': 'continue' } }),
    });
    const id = stream.headers.get('x-completion-id');
    if (id !== null) answerNamed(key, id);
    keeping = keepingOf(stream, parameters.store, isOurs);
    const elapsed = () => performance.now() - startedAt;
    const named = await readAnswer(key, stream, elapsed);
    if (id === null && named !== null) answerNamed(key, named);
  } catch (error) {
    const hasGoneOn = isOurs && parameters.store && !mine.isStopped && isCut(error);
    if (hasGoneOn && completionIdOf(key) !== null) return resumeAnswer();
    run = mine.isStopped ? { state: 'stopped' } : { state: 'failed', failure: failureOf(error) };
    if (isAnswerWhole(error)) run = { state: 'complete' };
    keeping = keepingAfter(error, run, keeping);
  }
  keepingKnown(key, keeping);
  answerEnded(key, run, performance.now() - startedAt);
  if (keeping.state === 'storing') await verifyStored(connection, key);
}

/** Stops the running answer and keeps its text. Where the server generates it for us, it is told to stop as well. */
export async function stopAnswer(): Promise<void> {
  const mine = running;
  if (mine) mine.isStopped = true;
  const turn = usePlayground.getState().turns.find(isRunning);
  const { completionId = null, isOurs = false } = turn?.facts ?? {};
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

function completionIdOf(key: string): string | null {
  const turn = usePlayground.getState().turns.find((each) => each.key === key);
  return turn?.kind === 'answer' ? turn.facts.completionId : null;
}

/** The model answered, and only storing the answer failed. */
function isAnswerWhole(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'completion_not_stored';
}

const notStored: Keeping = {
  state: 'not-stored',
  reason: 'The store of this server failed. Copy what you need, then see its log.',
};
