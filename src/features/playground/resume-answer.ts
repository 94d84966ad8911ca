import { ApiError } from '@/api/api-error';
import { EXCHANGE_CLIENT } from '@/api/connection';
import type { ExchangeFacts } from '@/api/exchange';
import { followCompletion } from '@/api/follow-completion';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { type AnswerPlace, runningPlace } from './answer-place';
import { answerEnded, keepingKnown, textArrived } from './answer-events';
import type { Run } from './conversation';
import { failureOf } from './failure-of';
import { readAnswer } from './read-answer';

/**
 * Goes on with the answer that the server was generating when the page went away or the connection broke: neither is Stop. What
 * became of it in the end is asked of the store, which also knows it when nobody was looking.
 */
export async function resumeAnswer(place: AnswerPlace | null = runningPlace()): Promise<void> {
  const id = place?.turn()?.facts.completionId;
  if (!place || !id) return;
  try {
    await readAnswer(place, await followCompletion(id), () => null);
  } catch (error) {
    // It has ended, in whichever way: the store says how.
    if (!(error instanceof ApiError)) throw error;
  }
  try {
    const { data, facts } = await retrieveCompletion(EXCHANGE_CLIENT, id);
    textArrived(place, data, facts?.timings.first_token_ms ?? null);
    keepingKnown(place, { state: facts?.state === 'complete' ? 'stored' : 'partly' });
    answerEnded(place, runOf(facts), facts?.timings.total_ms ?? null);
  } catch (error) {
    answerEnded(place, { state: 'failed', failure: failureOf(error) }, null);
  }
}

/** How a stored answer ended. */
export function runOf(facts: ExchangeFacts | null): Run {
  if (!facts || facts.state === 'complete') return { state: 'complete' };
  if (facts.reason === 'user_stop') return { state: 'stopped' };
  const message = 'What had come until then is kept.';
  const nothing = { detail: facts.reason, remedy: null, retryAt: null };
  return { state: 'failed', failure: { title: 'The answer broke off', message, ...nothing } };
}
