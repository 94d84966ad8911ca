import { attachingProblem } from '../attachments/draft-target';
import type { Attaching } from '../attachments/files-attached';
import { comparedDraftExtended } from './comparison-events';
import { useComparison } from './comparison-store';

/** The message to all columns, which can take files. */
export const comparedDraft: Attaching = {
  problem: () => attachingProblem(useComparison.getState().draft.role),
  attachments: () => useComparison.getState().draft.attachments,
  onAttach: (attachment) => comparedDraftExtended({ attachments: [attachment] }),
  onText: (text) => comparedDraftExtended({ text }),
};
