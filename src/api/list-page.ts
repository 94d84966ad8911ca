import {
  bringsNothingNew,
  doesNotPage,
  ignoresCursor,
  ignoresOrder,
} from '#contract/source/paging';
import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { summaryOf } from '@/api/completion-summary';
import { listCompletions } from '@/api/list-completions';
import { type CompletionPage, LAST_PAGE } from '@/api/list-table';
import { type Trail, trailOf } from '@/api/page-trail';
import type { Completion, ListParams, Order, Page } from '@/api/wire';

export type PageParams = Omit<ListParams, 'order' | 'limit'> & {
  order: Order;
  limit: number;
  /** Id of the item that the page ends just before, `last` for the last page; `after` wins when both are set. */
  before?: string | undefined;
};

/**
 * Lists a page of completions. The page before another is the one from which that one was reached; where nobody walked
 * there (a link, a reload) it is the first page. Rejects where a server sends the same rows again for what comes next.
 */
export async function listPage(
  client: Client,
  { before, after, ...list }: PageParams,
  options: CallOptions = {},
): Promise<CompletionPage> {
  const trail = trailOf(client, list);
  if (after !== undefined) return pageAfter(client, list, trail, after, options);
  if (before === LAST_PAGE) return lastPage(client, list, trail, options);
  const isAdrift = before !== undefined && !trail.back.has(before);
  const start = before === undefined ? undefined : trail.back.get(before);
  const page = await pageAfter(client, list, trail, start, options);
  return isAdrift ? { ...page, isAdrift } : page;
}

type List = Omit<PageParams, 'before' | 'after'>;

async function pageAfter(
  client: Client,
  list: List,
  trail: Trail,
  after: string | undefined,
  options: CallOptions,
): Promise<CompletionPage> {
  const { data: page } = await listCompletions(client, { ...list, after }, options);
  const walked = after === undefined ? undefined : trail.pages.get(after);
  const before = walked?.ids ?? new Set(after === undefined ? [] : [after]);
  const rows = freshOf(page.data, before);
  const ids = page.data.map(({ id }) => id);
  if (after !== undefined && (bringsNothingNew(ids, before) || ignoresCursor(ids, after))) {
    throw new ApiError({ kind: 'invalid_response', message: doesNotPage() });
  }
  const [first, last] = [rows[0]?.id, rows.at(-1)?.id];
  if (last !== undefined) trail.pages.set(last, { after, ids: new Set([...before, ...ids]) });
  if (first !== undefined && walked) trail.back.set(first, walked.after);
  return {
    rows: rows.map(summaryOf),
    total: null,
    preceding: null,
    next: page.has_more ? (last ?? null) : null,
    previous: after === undefined ? null : (first ?? null),
    leftOut: page.left_out,
    isAdrift: after !== undefined && walked === undefined,
    ...ignoredBy(page, list),
  };
}

/** What a page shows by itself to have been passed over. */
function ignoredBy(
  page: Page<Completion>,
  { order, limit }: List,
): Pick<CompletionPage, 'ignoresOrder' | 'ignoresLimit'> {
  const sent = page.data.length + page.left_out;
  const isBackward = ignoresOrder(timesOf(page.data), order);
  return {
    ...(isBackward && { ignoresOrder: true }),
    ...((sent > limit || (sent < limit && page.has_more)) && { ignoresLimit: true }),
  };
}

function timesOf(rows: readonly Completion[]): (number | null)[] {
  return rows.map(({ created }) => created);
}

/** The end of the list, asked for in the opposite order and turned round: nobody has walked there. */
async function lastPage(
  client: Client,
  list: List,
  trail: Trail,
  options: CallOptions,
): Promise<CompletionPage> {
  const order: Order = list.order === 'asc' ? 'desc' : 'asc';
  const { data: page } = await listCompletions(client, { ...list, order }, options);
  if (!page.has_more) return listPage(client, list, options);
  // Turned round, its first rows would pass for its last ones.
  if (ignoresOrder(timesOf(page.data), order) || isOfFirstPage(trail, page.data[0]?.id)) {
    throw new ApiError({ kind: 'invalid_response', message: NO_OTHER_ORDER });
  }
  const rows = freshOf(page.data.toReversed(), new Set());
  return {
    rows: rows.map(summaryOf),
    total: null,
    preceding: null,
    next: null,
    previous: rows[0]?.id ?? null,
    leftOut: page.left_out,
    isAdrift: true,
  };
}

const NO_OTHER_ORDER = 'This server ignores the order, so only Next leads to its last page.';

function isOfFirstPage({ pages }: Trail, id: string | undefined): boolean {
  const first = [...pages.values()].find(({ after }) => after === undefined);
  return id !== undefined && first?.ids.has(id) === true;
}

/** Each completion once, without those that were on the pages before. */
export function freshOf(page: readonly Completion[], known: ReadonlySet<string>): Completion[] {
  const seen = new Set(known);
  return page.filter(({ id }) => {
    const isFresh = !seen.has(id);
    seen.add(id);
    return isFresh;
  });
}
