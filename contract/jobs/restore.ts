import type { JobKindRow } from './job-kind';

/** Brings completions back from the trash. */
export const restoreKind: JobKindRow = {
  lane: 'change',
  scope: 'delete',
  shelf: 'trash',
  isAsked: true,
  words: {
    name: 'Restore',
    noun: 'a restoration from the trash',
    doing: 'Restoring',
    done: 'restored',
    left: { one: 'was gone already', more: 'were gone already' },
  },
};
