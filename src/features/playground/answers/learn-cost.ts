import { providerCost } from '#contract/message/provider-cost';
import { COMPLETION_CLIENT } from '@/api/connection';
import { retrieveCompletion } from '@/api/retrieve-completion';
import type { AnswerPlace } from './answer-place';

/** Asks once what a stored answer cost: the server has the prices. An answer whose cost nobody knows has none. */
export async function learnCost(place: AnswerPlace): Promise<void> {
  const turn = place.turn();
  const id = turn?.facts.completionId;
  const isKnown = providerCost({ usage: turn?.facts.usage }) !== null;
  if (!turn?.facts.isOurs || !id || isKnown || turn.keeping.state !== 'stored') return;
  const answer = await retrieveCompletion(COMPLETION_CLIENT, id, { maxRetries: 0 }).catch(
    () => null,
  );
  const cost = answer?.facts?.cost;
  if (cost === undefined) return;
  place.change((now) => ({ ...now, facts: { ...now.facts, cost } }));
}
