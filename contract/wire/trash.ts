import * as z from 'zod/mini';
import { count, type Endpoint, PAGE_QUERY, seconds } from './endpoint';
import { keptCopy } from './server';
import { tableRow } from './table';

/** A deleted completion that can still be restored. */
const trashedRow = z.extend(tableRow, {
  deleted_at: seconds,
  erased_at: seconds,
  /** The job that deleted it; null: deleted by itself, or the job is forgotten. */
  deleted_by: z.nullable(
    z.strictObject({
      job: z.string(),
      /** The name of the rule; null: somebody asked for it. */
      rule: z.nullable(z.string()),
      actor: z.nullable(z.string()),
      /** How many the job deleted. */
      count,
    }),
  ),
});
export type TrashedRow = z.infer<typeof trashedRow>;

const trashPage = z.strictObject({
  object: z.literal('list'),
  data: z.array(trashedRow),
  total: count,
  /** Of all that the search finds, how many rules deleted, and how many people did. */
  found: z.strictObject({ rules: count, people: count }),
  next: z.nullable(z.string()),
});

export const TRASH_ENDPOINTS = {
  'GET /api/trash': {
    about: 'A page of what was deleted, newest deletion first',
    query: {
      ...PAGE_QUERY,
      id: 'This one alone',
      q: 'Words, phrases, ids or metadata values',
      by: '`rules`: what rules deleted; `people`: all else',
    },
    answer: trashPage,
  },
  'POST /api/trash/:id/restore': {
    about: 'Brings a deleted completion back as it was',
    answer: z.strictObject({ id: z.string(), restored: z.literal(true) }),
  },
  'DELETE /api/trash/:id': {
    about: 'Erases a deleted completion, beyond recovery',
    answer: z.strictObject({
      id: z.string(),
      erased: z.literal(true),
      copies: z.optional(z.array(keptCopy)),
    }),
  },
} as const satisfies Record<string, Endpoint>;
