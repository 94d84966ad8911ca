import * as z from 'zod/mini';
import { count, type Endpoint } from './endpoint';
import { job } from './jobs';

const importResult = z.strictObject({
  object: z.literal('import'),
  /** Id of the job that is its record. */
  job: z.string(),
  counts: z.strictObject({ done: count, changed: count, skipped: count, failed: count }),
  /**
   * The first hundred lines that could not be read; the job lists all of them. With a `last` line where every line of
   * the file is wrong in the same way. Of a file that is one list, lines are its items.
   */
  failures: z.array(z.strictObject({ line: count, reason: z.string(), last: z.optional(count) })),
});
export type ImportResult = z.infer<typeof importResult>;

const FILES = ['application/x-ndjson', 'text/csv'];

export const TRANSFER_ENDPOINTS = {
  'POST /api/import': { answer: importResult },
  'GET /api/export': { types: FILES },
  'POST /api/export': { types: FILES },
  'POST /api/exports': { answer: job, status: 201 },
  'GET /api/exports/:id': { types: FILES },
} as const satisfies Record<string, Endpoint>;
