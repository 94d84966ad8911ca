import * as z from 'zod/mini';
import { isObject } from '../json';
import { isStorable } from '../storable';

// What a request names: completions that are stored, or that wait in the trash.

const IDS = 'expected ids, each of them once.';
const ids = z.array(z.string(IDS).check(z.refine((id) => id !== '' && isStorable(id), IDS))).check(
  z.minLength(1),
  z.maxLength(10_000, 'at most 10000 can be named.'),
  z.refine((list) => new Set(list).size === list.length, IDS),
);
const byIds = z.strictObject({ ids });
const all = z.strictObject({ all: z.literal(true) });

/** An empty text is what a program sends whose filter got lost. */
const NO_FILTER =
  'it is empty, which names no completion. Write {"all": true} for every one that is stored.';

const STORED = sayWhat('{"filter": "…"}, {"ids": […]} or {"all": true}');

const FILTER = 'expected a filter without NUL or unpaired surrogates.';

/** The query string of the table. As an address it would say something else where a character cannot stand in one. */
export const filterText = z.string('a string').check(z.refine(isStorable, FILTER));

/** One which says something. */
const byFilter = z.strictObject({ filter: filterText.check(z.minLength(1, NO_FILTER)) });
export const storedTarget = z.union([byFilter, byIds, all], STORED);

/** What can be read without harm: an empty filter is every completion. */
export const shownTarget = z.union([z.strictObject({ filter: filterText }), byIds, all], STORED);

/** In the trash: `job` is the one that moved them there. */
export const trashTarget = z.union(
  [byIds, z.strictObject({ job: z.string() }), z.strictObject({ trash: z.literal('all') })],
  sayWhat('{"ids": […]}, {"job": "…"} or {"trash": "all"}'),
);
export type TrashTarget = z.infer<typeof trashTarget>;

function sayWhat(forms: string) {
  return {
    error: ({ input }: { input?: unknown }) =>
      isObject(input) ? `expected ${forms}.` : 'an object',
  };
}
