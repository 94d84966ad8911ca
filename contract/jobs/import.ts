import type { JobKindRow } from './job-kind';

/** Stores what a file brings. */
export const importKind: JobKindRow = {
  lane: 'follow',
  scope: 'write',
  shelf: 'completions',
  words: {
    name: 'Import',
    noun: 'an import',
    doing: 'Importing',
    done: 'imported',
    left: { one: 'was here already', more: 'were here already' },
  },
};
