import type { Total } from '#contract/wire/table';
import type { CallOptions } from '@/api/client';
import { type CompletionSummary, summaryOfRow } from '@/api/completion-summary';
import { askServer } from '@/api/server-endpoint';
import type { Order } from '@/api/wire';
import { ownPath } from '@/lib/own-address';

export type TableParams = {
  /** Names and values as in the query string; all must match. */
  filters: [name: string, value: string][];
  sort: 'created' | 'tokens' | 'latency' | 'cost';
  order: Order;
  /** 1–1000. */
  limit: number;
  /** Cursors of an earlier answer; `after` wins when both are set. `before: 'last'` is the last page. */
  after?: string | undefined;
  before?: string | undefined;
  /** Id of the completion that the page is to begin with, in place of a cursor. An unknown one is a 404. */
  from?: string | undefined;
};

export type CompletionPage = {
  rows: CompletionSummary[];
  /** Of all pages; null where the server does not count. */
  total: Total | null;
  /** How many rows come before the page; null where the server does not count. */
  preceding: Total | null;
  /** How many completions a search has not looked at: they are not indexed yet, or it ended before them. */
  unsearched?: number;
  /** What `after` and `before` have to be for the pages beside this one; null at an end. */
  next: string | null;
  previous: string | null;
  /** How many completions of the page could not be read, and are not among the rows. */
  leftOut: number;
  /** Of another server: nobody walked to this page, so that `previous` leads to the first one. */
  isAdrift?: boolean;
  /** Of another server: it took no notice of the order, or sent another number of rows than was asked for. */
  ignoresOrder?: boolean;
  ignoresLimit?: boolean;
  /** How many rows were left out that do not match what was asked for. */
  strays?: number;
};

export const LAST_PAGE = 'last';

/**
 * Lists a page of completions with all that this server can filter and sort by, incomplete ones too
 * (`GET /api/completions`, for servers with the capability `table.query`).
 */
export async function listTable(
  { before, ...params }: TableParams,
  options: CallOptions = {},
): Promise<CompletionPage> {
  const page = await ask(tableQuery({ ...params, before }), options);
  // Back at the front: a page of its own would be short by what was deleted, and miss what was added.
  const isShort = page.previous === null && page.rows.length < params.limit;
  const isFront = before !== undefined && params.after === undefined && isShort;
  return isFront ? ask(tableQuery(params), options) : page;
}

/** Where the answer for a page of the table can be read as it comes. */
export function tablePath(params: TableParams): string {
  return ownPath(`/api/completions?${tableQuery(params)}`);
}

function tableQuery({ filters, ...params }: TableParams): URLSearchParams {
  const query = new URLSearchParams(filters);
  query.set('sort', params.sort);
  query.set('order', params.order);
  query.set('limit', String(params.limit));
  if (params.after !== undefined) query.set('after', params.after);
  else if (params.from !== undefined) query.set('from', params.from);
  else if (params.before !== undefined) query.set('before', params.before);
  return query;
}

async function ask(query: URLSearchParams, options: CallOptions): Promise<CompletionPage> {
  const {
    object: _,
    data,
    ...page
  } = await askServer('GET /api/completions', 'data', { query }, options);
  return { ...page, rows: data.map(summaryOfRow), leftOut: 0 };
}
