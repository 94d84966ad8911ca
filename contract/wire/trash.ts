import * as z from 'zod/mini';
import { count, type Endpoint, seconds } from './endpoint';
import { keptCopy } from './server';
import { tableRow } from './table';

/** A deleted completion that can still be restored. */
const trashedRow = z.extend(tableRow, { deleted_at: seconds, erased_at: seconds });
export type TrashedRow = z.infer<typeof trashedRow>;

const trashPage = z.strictObject({
  object: z.literal('list'),
  data: z.array(trashedRow),
  total: count,
  next: z.nullable(z.string()),
});

export const TRASH_ENDPOINTS = {
  'GET /api/trash': { answer: trashPage },
  'POST /api/trash/:id/restore': {
    answer: z.strictObject({ id: z.string(), restored: z.literal(true) }),
  },
  'DELETE /api/trash/:id': {
    answer: z.strictObject({
      id: z.string(),
      erased: z.literal(true),
      copies: z.optional(z.array(keptCopy)),
    }),
  },
} as const satisfies Record<string, Endpoint>;
