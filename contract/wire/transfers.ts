import * as z from 'zod/mini';
import { COLUMN_NAMES, isExported } from '../columns';
import { SORTS } from '../filter';
import { count, type Endpoint } from './endpoint';
import { integer, oneOf } from './fields';
import { FILTER_QUERY, ORDER_QUERY } from './filter-query';
import { job } from './jobs';
import { shownTarget } from './targets';

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

export const FORMATS = ['jsonl', 'csv', 'chat'] as const;
const ORDERS = ['asc', 'desc'] as const;
const COLUMNS = `supported are metadata.<key> and ${COLUMN_NAMES.join(', ')}.`;
const MOST_COLUMNS = 200;
const NUMBER_OF_COLUMNS = `expected 1 to ${MOST_COLUMNS} names.`;

/** What a file is to be, apart from what is in it. */
export const exportForm = {
  /** `jsonl`: whole records, which can be imported again; `chat`: lines of a fine-tuning file. */
  format: oneOf(FORMATS),
  /** Of a CSV file: names of columns, and `metadata.<key>`. */
  columns: z.optional(
    z
      .array(z.string(COLUMNS).check(z.refine(isExported, COLUMNS)), 'an array of strings')
      .check(z.minLength(1, NUMBER_OF_COLUMNS), z.maxLength(MOST_COLUMNS, NUMBER_OF_COLUMNS)),
  ),
  /** Of a fine-tuning file: the index of the choice that it is made of. */
  choice: z.optional(integer(0)),
  sort: z.optional(oneOf(SORTS)),
  order: z.optional(oneOf(ORDERS)),
};

/** A file as it is asked for. */
export const exportRequest = z.strictObject({ ...exportForm, target: shownTarget });
export type ExportRequest = z.infer<typeof exportRequest>;

const FILES = ['application/x-ndjson', 'text/csv'];

const IMPORT_QUERY = {
  duplicates: 'skip or replace what is stored under the same id',
  job: 'Id of the job that is its record: job_ and 32 hexadecimal digits',
};

const EXPORT_QUERY = {
  ...FILTER_QUERY,
  ...ORDER_QUERY,
  format: 'jsonl, csv or chat',
  columns: 'A column of a CSV file; once for each',
  choice: 'The index of the choice that a fine-tuning file is made of',
};

export const TRANSFER_ENDPOINTS = {
  'POST /api/import': {
    about: 'Stores what a file brings; the body is the file itself',
    query: IMPORT_QUERY,
    answer: importResult,
  },
  'GET /api/export': {
    about: 'A file of all that matches the filter in the address',
    query: EXPORT_QUERY,
    types: FILES,
  },
  'POST /api/export': { about: 'A file of what the body names', body: exportRequest, types: FILES },
  'POST /api/exports': {
    about: 'Prepares a file that is downloaded later',
    body: exportRequest,
    answer: job,
    status: 201,
  },
  'GET /api/exports/:id': { about: 'Downloads a file that was prepared, once', types: FILES },
} as const satisfies Record<string, Endpoint>;
