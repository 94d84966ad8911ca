import * as z from 'zod/mini';
import { count, deleted, type Endpoint, listOf } from './endpoint';

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

/** What is changed; the rest stays. */
const viewChange = z.partial(z.strictObject(fields));
const viewRequest = z.extend(viewChange, { name: fields.name });

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
