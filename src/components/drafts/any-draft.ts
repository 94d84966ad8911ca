import { create } from 'zustand';

/** The name under which the browser keeps each draft begins so. */
export const DRAFT_PREFIX = 'chatkeep.draft ';

/** Whether there are drafts at all: without any, no row has to look for its own. */
export const useAnyDraft = create<{ isAny: boolean }>()(() => ({ isAny: hasStored() }));

function hasStored(): boolean {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith(DRAFT_PREFIX));
  } catch {
    // Blocked storage: nothing was kept.
    return false;
  }
}
