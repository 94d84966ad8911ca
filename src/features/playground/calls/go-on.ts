import type { ViewToolCall } from '@/components/message/message-parts';
import { draftOf } from '../call-handling';
import { usePlayground } from '../playground-store';
import { resultsGiven } from '../unanswered-calls';

export function isFilled(calls: readonly ViewToolCall[]): boolean {
  const { calls: handling } = usePlayground.getState();
  return calls.every(({ id }) => draftOf(handling, id).text !== '');
}

/** The results join the conversation, and it is sent. */
export function wentOn(calls: readonly ViewToolCall[], onRun: () => void) {
  resultsGiven(calls);
  onRun();
}
