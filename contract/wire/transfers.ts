import * as z from 'zod/mini';
import { SORTS } from '../filter';
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

/** A file as it is asked for. */
const exportRequest = z.strictObject({
  /** `jsonl`: whole records, which can be imported again; `chat`: lines of a fine-tuning file. */
  format: z.enum(['jsonl', 'csv', 'chat']),
  target: z.union([
    z.strictObject({ filter: z.string() }),
    z.strictObject({ all: z.literal(true) }),
    z.strictObject({ ids: z.array(z.string()) }),
  ]),
  /** Of a CSV file: names of columns, and `metadata.<key>`. */
  columns: z.optional(z.array(z.string()).check(z.minLength(1), z.maxLength(200))),
  /** Of a fine-tuning file: the index of the choice that it is made of. */
  choice: z.optional(count),
  sort: z.optional(z.enum(SORTS)),
  order: z.optional(z.enum(['asc', 'desc'])),
});
export type ExportRequest = z.infer<typeof exportRequest>;

const FILES = ['application/x-ndjson', 'text/csv'];

export const TRANSFER_ENDPOINTS = {
  'POST /api/import': { answer: importResult },
  'GET /api/export': { types: FILES },
  'POST /api/export': { body: exportRequest, types: FILES },
  'POST /api/exports': { body: exportRequest, answer: job, status: 201 },
  'GET /api/exports/:id': { types: FILES },
} as const satisfies Record<string, Endpoint>;
