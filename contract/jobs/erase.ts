import type { JobKindRow } from './job-kind';

/** Erases completions of the trash, beyond recovery. */
export const eraseKind: JobKindRow = {
  lane: 'change',
  shelf: 'trash',
  isAsked: true,
  words: { name: 'Erase', doing: 'Erasing', done: 'erased', left: 'were gone already' },
};
