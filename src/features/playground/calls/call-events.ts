import type { CallHandling, ResultDraft } from '../call-handling';
import { usePlayground } from '../playground-store';

export function callsHandled(change: Partial<CallHandling>) {
  usePlayground.setState(({ calls }) => ({ calls: { ...calls, ...change } }));
}

/** Typed by the reader or come from a function. */
export function resultDrafted(callId: string, draft: ResultDraft) {
  usePlayground.setState(({ calls }) => ({
    calls: { ...calls, drafts: { ...calls.drafts, [callId]: draft } },
  }));
}
