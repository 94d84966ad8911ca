import * as z from 'zod/mini';
import { count, type Endpoint, seconds } from './endpoint';
import { job } from './jobs';
import { ruleAction } from './retention';
import { total } from './table';

/** What is kept, and what goes next. */
const overview = z.strictObject({
  object: z.literal('overview'),
  /** An estimate where counting would have taken too long. */
  total,
  /** Null: nothing is stored, or nothing that has a date. */
  oldest: z.nullable(seconds),
  /** Of the database. */
  bytes: count,
  /** Null where the database is on another machine. */
  free_bytes: z.nullable(count),
  /** How many deleted ones can still be restored. */
  trash: count,
  /** Rules of retention, on or off. */
  rules: count,
  /** Jobs that run, or wait to: of very many, as many as one look finds. */
  open_jobs: count,
  /** Null: no rule runs by itself. */
  next_run: z.nullable(
    z.strictObject({ rule: z.string(), name: z.string(), action: ruleAction, at: seconds }),
  ),
  /** The last jobs that deleted or erased something, the newest first. */
  deletions: z.array(job),
});
export type Overview = z.infer<typeof overview>;

export const OVERVIEW_ENDPOINTS = {
  'GET /api/overview': { about: 'What is kept, and what goes next', answer: overview },
} as const satisfies Record<string, Endpoint>;
