import type { CallOptions, Client } from '@/api/client';
import { summaryOf } from '@/api/completion-summary';
import { listCompletions } from '@/api/list-completions';
import { type CompletionPage, LAST_PAGE } from '@/api/list-table';
import type { Completion, ListParams, Order, Page } from '@/api/wire';

export type PageParams = Omit<ListParams, 'order' | 'limit'> & {
  order: Order;
  limit: number;
  /** Id of the item that the page ends just before, `last` for the last page; `after` wins when both are set. */
  before?: string | undefined;
};

/**
 * Lists a page of completions in either direction. The API only pages forward, so the page before an item is the
 * page after it in the opposite order, turned round. When that reaches the front, it is the first page as of now:
 * a page of its own would be short by what was deleted, and miss what was added.
 */
export async function listPage(
  client: Client,
  { before, ...params }: PageParams,
  options: CallOptions = {},
): Promise<CompletionPage> {
  if (before !== undefined && params.after === undefined) {
    const opposite: Order = params.order === 'asc' ? 'desc' : 'asc';
    const isLast = before === LAST_PAGE;
    const query = { ...params, order: opposite, after: isLast ? undefined : before };
    const { data } = await listCompletions(client, query, options);
    if (data.has_more) return pageOf({ ...data, data: data.data.toReversed() }, !isLast, true);
  }
  const { data } = await listCompletions(client, params, options);
  return pageOf(data, data.has_more, params.after !== undefined);
}

/** Here the cursors are the ids at both ends. */
function pageOf(
  { data: completions, left_out: leftOut }: Page<Completion>,
  hasNext: boolean,
  hasPrevious: boolean,
): CompletionPage {
  return {
    rows: completions.map(summaryOf),
    total: null,
    preceding: null,
    next: hasNext ? (completions.at(-1)?.id ?? null) : null,
    previous: hasPrevious ? (completions[0]?.id ?? null) : null,
    leftOut,
  };
}
