import * as z from 'zod/mini';
import { countCodePoints } from '../code-points';
import { isStorable } from '../storable';
import { count, deleted, type Endpoint, listOf } from './endpoint';
import { filterText } from './targets';

const fields = {
  /** 1–60 characters; no two views have the same. */
  name: z.string(),
  /** Filters, sort and page size as in the address of the table; empty: everything. */
  query: z.string(),
  /** Ids of the table's columns, in their order. */
  columns: z.array(z.string()),
  /** Views stand in the order of this number; it may lie between two others. */
  position: z.number(),
};
const view = z.strictObject({
  object: z.literal('view'),
  id: z.string(),
  version: count,
  ...fields,
});
export type View = z.infer<typeof view>;
export type ViewFields = Omit<View, 'object' | 'id' | 'version'>;

const NAME = 'expected 1 to 60 characters.';
const QUERY = 'expected at most 8000 characters.';
const COLUMNS = 'expected at most 60 ids of up to 200 characters.';

const name = z.string('a string').check(
  z.trim(),
  z.refine((text) => text !== '' && countCodePoints(text) <= 60 && isStorable(text), NAME),
);
const column = z.string(COLUMNS).check(z.maxLength(200, COLUMNS), z.refine(isStorable, COLUMNS));

/** What is changed; the rest stays. */
export const viewChange = z.partial(
  z.strictObject({
    name,
    query: filterText.check(z.maxLength(8_000, QUERY)),
    columns: z.array(column, 'an array').check(z.maxLength(60, COLUMNS)),
    position: z.number('a number'),
  }),
);
export const viewRequest = z.extend(viewChange, { name });

export const VIEW_ENDPOINTS = {
  'GET /api/views': { about: 'The saved views of the table, in their order', answer: listOf(view) },
  'POST /api/views': { about: 'Saves a view', body: viewRequest, answer: view, status: 201 },
  'POST /api/views/:id': {
    about: 'Changes what is said of a view',
    body: viewChange,
    answer: view,
  },
  'DELETE /api/views/:id': { about: 'Deletes a view', answer: deleted },
} as const satisfies Record<string, Endpoint>;
