import type { JobKindRow } from './job-kind';

/** Copies what a provider stores. */
export const mirrorKind: JobKindRow = {
  lane: 'bring',
  scope: 'admin',
  shelf: 'completions',
  words: {
    name: 'Mirror',
    noun: 'a copy of a provider’s store',
    doing: 'Copying',
    done: 'copied',
    left: { one: 'was here already', more: 'were here already' },
  },
  about: (_, target) => ('mirror' in target && target.mirror ? target.mirror : null),
};
