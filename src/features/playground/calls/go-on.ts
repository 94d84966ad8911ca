import type { MessageCall } from '#contract/message/calls';
import { type CallHandling, draftOf } from '../request/call-handling';
import { openTalk, type Talk } from '../turns/talk';
import { resultsGiven, unansweredCalls } from '../request/unanswered-calls';

export function isFilled(calls: readonly MessageCall[], handling: CallHandling): boolean {
  return calls.every(({ id }) => draftOf(handling, id).text !== '');
}

/** Before something else is sent: results that are all there come first. */
export function openResultsGiven(talk: Talk = openTalk) {
  const state = talk.getState();
  const calls = unansweredCalls(state)?.calls ?? [];
  if (isFilled(calls, state.calls)) resultsGiven(calls, talk);
}

/** The results join the conversation, and it is sent. */
export function wentOn(calls: readonly MessageCall[], onRun: () => void, talk: Talk) {
  resultsGiven(calls, talk);
  onRun();
}
