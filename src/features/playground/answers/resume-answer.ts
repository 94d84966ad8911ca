import { failureWords } from '#contract/message/answer-note';
import type { StoredFacts } from '#contract/wire/completions';
import type { EndedRun, Run as ServerRun } from '#contract/wire/runs';
import { ApiError } from '@/api/api-error';
import { COMPLETION_CLIENT } from '@/api/connection';
import { followCompletion } from '@/api/follow-completion';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { followRun, retrieveRun } from '@/api/runs';
import type { Completion } from '@/api/wire';
import { LOOK_MS, withPlace } from '@/lib/connection-places';
import { sleep } from '@/lib/sleep';
import {
  answerEnded,
  answerNamed,
  connectionLost,
  keepingKnown,
  textArrived,
} from './answer-events';
import { type AnswerPlace, runningPlace } from './answer-place';
import { NOT_KNOWN, type Run } from '../turns/conversation';
import { failureOf } from './failure-of';
import { readJoined } from './read-answer';
import { runningAnswer, type Running, whileRunning } from '../runs/running-answers';
import { isKept } from './stop-answer';

/**
 * Goes on with the answer that the server was generating when the page went away or the connection broke: neither is
 * Stop. It is joined by the run's name, which is known since it was asked for; what became of it in the end is asked of
 * the store, which also knows it when nobody was looking.
 */
export async function resumeAnswer(place: AnswerPlace | null = runningPlace()): Promise<void> {
  if (place && !runningAnswer(place.key)) {
    await whileRunning(place, joinAnswer);
  }
}

const AGAIN_MS = 1_000;
const LONGEST_MS = 15_000;

/** Joins it, and again after every break of the connection, until it has ended or is stopped. */
export async function joinAnswer(mine: Running): Promise<void> {
  const { place } = mine;
  const { signal } = mine.abort;
  try {
    for (let tries = 0; ; tries += 1) {
      const found = await withPlace((hasPlace) => seen(place, { signal, hasPlace }));
      if (found === 'over') return;
      if (found === 'going') tries = -1;
      else connectionLost(place);
      await sleep(
        found === 'going' ? LOOK_MS : Math.min(AGAIN_MS * 2 ** tries, LONGEST_MS),
        signal,
      );
    }
  } catch (error) {
    if (!mine.isStopped) return answerEnded(place, failedBy(error), null);
    keepingKnown(place, { state: (await isKept(place)) ? 'partly' : 'off' });
    answerEnded(place, { state: 'stopped' }, null);
  }
}

type Way = { signal: AbortSignal; hasPlace: boolean };

/** `over`: it has ended, which is written down. `lost`: the way to it broke, or the server is out of reach. */
async function seen(place: AnswerPlace, way: Way): Promise<'over' | 'going' | 'lost'> {
  const isWhole = await followed(place, way);
  try {
    if (await isSettled(place, isWhole, way)) return 'over';
    return way.hasPlace ? 'lost' : 'going';
  } catch (error) {
    if (isPassing(error)) return 'lost';
    throw error;
  }
}

/** Reads it to its end. False: it broke off, goes on, or there was nothing to follow; how it stands is asked afterwards. */
async function followed(place: AnswerPlace, way: Way): Promise<boolean> {
  try {
    await readJoined(place, await streamOf(place, way));
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return false;
  }
}

/** By the run's name; where nothing goes on under it, by the completion. */
async function streamOf(place: AnswerPlace, way: Way) {
  const { runName, completionId = null } = place.turn()?.facts ?? {};
  if (runName === undefined) return followCompletion(completionId ?? '', way);
  try {
    return await followRun(runName, way);
  } catch (error) {
    if (completionId === null || !(error instanceof ApiError && error.isNotFound)) throw error;
    return followCompletion(completionId, way);
  }
}

async function isSettled(place: AnswerPlace, isWhole: boolean, way: Way): Promise<boolean> {
  const { signal } = way;
  const { runName, completionId = null } = place.turn()?.facts ?? {};
  const run = runName === undefined ? null : await runKnown(runName, signal);
  if (run && run.phase !== 'ended') return false;
  const id = run?.completion_id ?? completionId;
  if (id !== null) return isStoredRead(place, id, signal);
  // It may have ended since it was read, and nothing keeps it: its last words are there for a while.
  const isAll = isWhole || (run !== null && (await followed(place, way)));
  endUnstored(place, isAll ? 'complete' : run);
  return true;
}

/** Null when the server knows nothing of it: it was restarted, or that was long ago. */
async function runKnown(runName: string, signal: AbortSignal): Promise<ServerRun | null> {
  try {
    return await retrieveRun(runName, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.isNotFound) return null;
    throw error;
  }
}

/** False while another process of the server is still at it. */
async function isStoredRead(place: AnswerPlace, id: string, signal: AbortSignal): Promise<boolean> {
  answerNamed(place, id);
  const { data, facts } = await retrieveCompletion(COMPLETION_CLIENT, id, { signal });
  textArrived(place, { completion: data, firstTokenMs: facts?.timings.first_token_ms ?? null });
  if (facts?.state === 'running') return false;
  keepingKnown(place, { state: facts?.state === 'complete' ? 'stored' : 'partly' });
  answerEnded(place, runOf(data, facts), facts?.timings.total_ms ?? null);
  return true;
}

/** What nothing keeps: all that is known of it is how the run ended. */
function endUnstored(place: AnswerPlace, run: EndedRun | 'complete' | null) {
  const wasToBeStored = place.turn()?.keeping.state === 'storing';
  keepingKnown(
    place,
    run === null && wasToBeStored ? { state: 'not-stored', reason: NOT_KNOWN } : { state: 'off' },
  );
  const isBegun = (place.turn()?.choices.length ?? 0) > 0;
  answerEnded(place, run || isBegun ? endOf(run) : failed('No answer came', NOT_THERE, null), null);
}

function endOf(run: EndedRun | 'complete' | null): Run {
  if (run === 'complete') return { state: 'complete' };
  if (run?.reason === 'user_stop') return { state: 'stopped' };
  const detail = run?.reason ?? null;
  if (!run) return failed('The answer broke off', GONE, detail);
  if (run.outcome === 'complete') return failed('The answer is gone', TOO_LATE, detail);
  return failed(
    'The answer broke off',
    run.error?.message ?? 'What had come is kept here.',
    detail,
  );
}

const TOO_LATE = 'It ended while the page was away, and it was not to be stored.';
const NOT_THERE =
  'The server knows nothing of it: the request did not reach it, or it was started again since. It is not sent again by itself.';
const GONE =
  'The server knows no more of it: it was started again, or nobody came back in time. What had come is kept here.';

/** How a stored answer ended, in the words of the provider where it had any. */
export function runOf(completion: Completion, facts: StoredFacts | null): Run {
  if (!facts || facts.state === 'complete') return { state: 'complete' };
  if (facts.reason === 'user_stop') return { state: 'stopped' };
  const words = failureWords(completion) || 'What had come until then is kept.';
  return failed('The answer broke off', words, facts.reason);
}

/** The server cannot be asked just now. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.isServerError || ['network', 'timeout', 'broken_stream'].includes(error.kind);
}

function failedBy(error: unknown): Run {
  return { state: 'failed', failure: failureOf(error) };
}

function failed(title: string, message: string, detail: string | null): Run {
  return { state: 'failed', failure: { title, message, detail, retryAt: null } };
}
