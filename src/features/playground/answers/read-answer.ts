import { saysSomething } from '#contract/fold/choice';
import { createFold } from '#contract/fold/fold';
import { ApiError } from '@/api/api-error';
import type { CompletionStream } from '@/api/stream-completion';
import type { Completion } from '@/api/wire';
import { type Pace, paceAfter } from '@/lib/pieces';
import { sessionRefused } from '@/queries/session-end';
import type { Keeping, Run } from '../turns/conversation';
import type { Running } from '../runs/running-answers';
import { answerBegun, answerEnded, answerNamed, keepingKnown, textArrived } from './answer-events';
import type { AnswerPlace } from './answer-place';
import { failureOf } from './failure-of';
import { isKept } from './stop-answer';

type Asking = {
  isStored: boolean;
  /** This server generates it, and goes on when the way here breaks. */
  isOurs: boolean;
  /** Asks, and has what comes read, perhaps more than once: `read` belongs to one of the answers. */
  ask: (read: (answer: CompletionStream) => Promise<void>) => Promise<void>;
};

/**
 * Reads an answer from its first chunk to its last state, and writes both into its place. `cut`: the way to this server
 * broke, and the answer is to be joined.
 */
export async function readWhole(mine: Running, asking: Asking): Promise<'ended' | 'cut'> {
  const { place } = mine;
  const { isStored, isOurs, ask } = asking;
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  let run: Run = { state: 'complete' };
  let keeping: Keeping = { state: 'off' };
  try {
    await ask(async (answer) => {
      const id = answer.headers.get('x-completion-id');
      answerBegun(place, id);
      keeping = keepingOf(answer, isStored, isOurs);
      const ownId = await readChunks(place, answer, elapsed);
      if (id === null && ownId !== null) answerNamed(place, ownId);
    });
  } catch (error) {
    if (isOurs && !mine.isStopped && isCut(error)) return 'cut';
    if (error instanceof ApiError && error.needsLogIn) sessionRefused();
    const isStopped = mine.isStopped || isStopOf(error);
    run = isStopped ? { state: 'stopped' } : { state: 'failed', failure: failureOf(error) };
    if (isAnswerWhole(error)) run = { state: 'complete' };
    keeping = keepingAfter(error, run, keeping);
    if (isStored && keeping.state === 'off' && (await isKept(place))) keeping = { state: 'partly' };
  }
  keepingKnown(place, keeping);
  answerEnded(place, run, elapsed());
  return 'ended';
}

/** The page is drawn at most this often, however fast the text comes. */
const drawEveryMs = 33;

type Chunks = Pick<CompletionStream, 'chunks'>;

/**
 * Writes an answer into its place as it comes, also what came before it broke off. Resolves with the id that the
 * chunks carry. `elapsed` says how long ago the answer was asked for; null leaves the time of the first token open.
 */
async function readChunks(
  place: AnswerPlace,
  { chunks }: Chunks,
  elapsed: () => number | null,
): Promise<string | null> {
  const fold = createFold();
  let named: string | null = null;
  let pace: Pace | null = null;
  let hasCome = false;
  let firstTokenMs: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    clearTimeout(timer);
    timer = undefined;
    // What a fold gives has the members that are read of a completion, whatever the server sent.
    const completion = fold.completion() as unknown as Completion;
    if (hasCome) textArrived(place, { completion, firstTokenMs, pace });
  };
  try {
    for await (const chunk of chunks) {
      fold.add(chunk);
      hasCome = true;
      named ||= chunk.id;
      if (saysSomething(chunk)) firstTokenMs ??= elapsed();
      pace = paceAfter(pace, chunk);
      timer ??= setTimeout(draw, drawEveryMs);
    }
  } finally {
    draw();
  }
  return named;
}

/** Reads an answer that somebody else asked for, or the page before: all that has come comes first, as one chunk. */
export async function readJoined(place: AnswerPlace, answer: Chunks): Promise<void> {
  await readChunks(place, answer, () => null);
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
