import type { JobKindRow } from './job-kind';

/** Erases completions of the trash, beyond recovery. */
export const eraseKind: JobKindRow = {
  lane: 'change',
  scope: 'delete',
  shelf: 'trash',
  isAsked: true,
  removes: true,
  words: {
    name: 'Erase',
    noun: 'an erasure',
    doing: 'Erasing',
    done: 'erased',
    left: { one: 'was gone already', more: 'were gone already' },
  },
};
