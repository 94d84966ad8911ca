import type { JobKindRow } from './job-kind';

/** Prices completions anew, as of the day each was made. */
export const repriceKind: JobKindRow = {
  lane: 'change',
  scope: 'admin',
  shelf: 'completions',
  isAsked: true,
  words: {
    name: 'Reprice',
    noun: 'a price update',
    doing: 'Pricing',
    done: 'repriced',
    left: 'cost the same',
  },
  wordsFor: ({ undo }) =>
    undo === undefined ? null : { doing: 'Undoing the prices of', done: 'priced as before' },
  undo: (undo) => ({ kind: 'reprice', target: { undo }, spec: { undo }, isOfTrash: false }),
};
