import type { JobKindRow } from './job-kind';

/** Writes completions to a file. */
export const exportKind: JobKindRow = {
  lane: 'follow',
  scope: 'read',
  shelf: 'completions',
  // Whoever downloads sees at once what is not in the file: the file itself cannot say so.
  tellsReasons: true,
  words: {
    name: 'Export',
    noun: 'an export',
    doing: 'Exporting',
    done: 'exported',
    left: { one: 'was gone already', more: 'were gone already' },
    failed: 'left out',
  },
};
