import { LOCAL_CONNECTION } from '@/api/connection';
import { runningPlace } from '../answers/answer-place';
import type { AnswerTurn } from '../turns/conversation';
import { answerReopened } from '../turns/conversation-events';
import { usePlayground } from '../turns/playground-store';
import { resumeAnswer } from '../answers/resume-answer';
import { runAnswer } from '../answers/run-answer';
import { saysLoading } from '../answers/when-loaded';

/**
 * Goes on with the answer of the open conversation, where the page before has left one. One that still waited for the
 * provider to load its model is asked for again, as that page would have done.
 */
export async function resumeConversation(): Promise<void> {
  const place = runningPlace();
  if (!place) return;
  await resumeAnswer(place);
  const turn = place.turn();
  const isOpen = usePlayground.getState().leaf === place.key;
  if (!turn || !isOpen || !wasLoading(turn)) return;
  answerReopened(turn);
  await runAnswer(LOCAL_CONNECTION, turn.facts.model);
}

function wasLoading({ run, begun }: AnswerTurn): boolean {
  return begun === undefined && run.state === 'failed' && saysLoading(run.failure.message);
}
