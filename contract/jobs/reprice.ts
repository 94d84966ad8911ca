import type { JobKindRow } from './job-kind';

/** Prices completions anew, as of the day each was made. */
export const repriceKind: JobKindRow = {
  lane: 'change',
  scope: 'admin',
  shelf: 'completions',
  isAsked: true,
  words: {
    name: 'Reprice',
    noun: 'a new pricing',
    doing: 'Pricing',
    done: 'priced anew',
    left: 'cost the same',
  },
  wordsFor: ({ undo }) =>
    undo === undefined ? null : { doing: 'Taking back the prices of', done: 'priced as before' },
  undo: (undo) => ({ kind: 'reprice', target: { undo }, spec: { undo }, isOfTrash: false }),
};
