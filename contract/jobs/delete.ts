import type { JobKindRow, Undo } from './job-kind';

/** Moves completions to the trash; without a trash it erases them. */
export const deleteKind: JobKindRow = {
  lane: 'change',
  scope: 'delete',
  shelf: 'completions',
  isAsked: true,
  removes: true,
  words: {
    name: 'Delete',
    noun: 'a deletion',
    doing: 'Deleting',
    done: 'deleted',
    left: { one: 'was gone already', more: 'were gone already' },
  },
  undo: fromTrash,
};

/** Restores what a job moved to the trash. */
export function fromTrash(job: string): Undo {
  return { kind: 'restore', target: { job }, spec: {}, isOfTrash: true };
}
