import type { CallHandling, ResultDraft } from '../request/call-handling';
import { openTalk, type Talk } from '../turns/talk';

export function callsHandled(change: Partial<CallHandling>, talk: Talk = openTalk) {
  talk.setState(({ calls }) => ({ calls: { ...calls, ...change } }));
}

/** Typed by the reader or come from a function. */
export function resultDrafted(callId: string, draft: ResultDraft, talk: Talk = openTalk) {
  talk.setState(({ calls }) => ({
    calls: { ...calls, drafts: { ...calls.drafts, [callId]: draft } },
  }));
}
