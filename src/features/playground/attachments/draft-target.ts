import { draftExtended } from '../turns/conversation-events';
import { type Draft, isDraftEmpty, usePlayground } from '../turns/playground-store';
import { NOTHING_WRITTEN } from '../request/turn-problem';
import type { Attaching } from './files-attached';

/** The message in the composer. */
export const draftTarget: Attaching = {
  problem: () => attachingProblem(usePlayground.getState().draft.role),
  attachments: () => usePlayground.getState().draft.attachments,
  onAttach: (attachment) => draftExtended({ attachments: [attachment] }),
  onText: (text) => draftExtended({ text }),
};

/** Why the draft cannot be run as it is; null when it can. */
export function draftProblem(draft: Draft, isFirst: boolean): string | null {
  if (isFirst && isDraftEmpty(draft)) return NOTHING_WRITTEN;
  if (draft.role === 'tool' && !isDraftEmpty(draft) && draft.callId.trim() === '') {
    return 'Name the call that it answers';
  }
  const isRefused = draft.attachments.length > 0 && draft.role !== 'user';
  return isRefused ? 'Only a user can attach: remove what is attached' : null;
}

export function attachingProblem(role: string): string | undefined {
  return role === 'user' ? undefined : 'Only the messages of a user can hold more than text';
}
