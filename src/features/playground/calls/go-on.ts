import type { MessageCall } from '#contract/message/calls';
import { draftOf } from '../call-handling';
import { usePlayground } from '../playground-store';
import { resultsGiven, unansweredCalls } from '../unanswered-calls';

export function isFilled(calls: readonly MessageCall[]): boolean {
  const { calls: handling } = usePlayground.getState();
  return calls.every(({ id }) => draftOf(handling, id).text !== '');
}

/** Before something else is sent: results that are all there come first. */
export function openResultsGiven() {
  const calls = unansweredCalls(usePlayground.getState())?.calls ?? [];
  if (isFilled(calls)) resultsGiven(calls);
}

/** The results join the conversation, and it is sent. */
export function wentOn(calls: readonly MessageCall[], onRun: () => void) {
  resultsGiven(calls);
  onRun();
}
