import type { QueryClient } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import type { CompletionSummary } from '@/api/completion-summary';
import { isJudged, type Question, requiredOf } from '@/components/questions/question';
import type { Filter } from '#contract/filter';
import { type CompletionSearch, listingOf } from '@/lib/completion-search';
import { askCapability } from '@/queries/capabilities';
import { completionQueries } from '@/queries/completion-queries';
import { withWrites } from '@/queries/pair-writes/pair-write';
import { usePairWrites, writesOf } from '@/queries/pair-writes/pair-writes';
import { matchingRows } from '@/queries/source/matching-rows';
import { MOST_PAGES, type Place, placesOf, type ReadPage } from './review-walk';

export type ReviewList = {
  connection: Connection;
  questions: readonly Question[];
  /** Passes over what has its verdict already. */
  isOnlyOpen: boolean;
};

/** Rows of a page that count as one, and are asked for at once, where a server can do no more than list. */
const PLAIN_LIMIT = 100;

/**
 * Reads the list page by page. This server leaves out what has its verdict by itself; of another one, whose filter
 * knows no such thing, each row is looked at.
 */
export function readList(list: ReviewList, cache: QueryClient): ReadPage {
  const { connection, questions, isOnlyOpen } = list;
  const queries = completionQueries(connection);
  const isOpen = ({ id, metadata }: CompletionSummary) =>
    !isJudged(questions, withWrites(metadata, writesOf(usePairWrites.getState(), connection, id)));
  return async (search) => {
    const isTable = await askCapability(connection, cache, 'table.query');
    const filters = isOnlyOpen && isTable ? openFilters(search, questions) : search.filters;
    const limit = search.limit ?? (isTable ? undefined : PLAIN_LIMIT);
    const listing = { ...listingOf(search), filters, limit };
    const page = await cache.fetchQuery({ ...queries.list(listing), staleTime: 10_000 });
    const rows = matchingRows(page.rows, search.filters);
    return { ...page, rows: isOnlyOpen ? rows.filter(isOpen) : rows };
  };
}

const LACKS = 'metadata_missing_any';

function openFilters({ filters }: CompletionSearch, questions: readonly Question[]): Filter[] {
  // Together with theirs, ours would say something else than both.
  if (filters.some(({ field }) => field === LACKS)) return filters;
  return [
    ...filters,
    ...requiredOf(questions).map(({ key }): Filter => ({ field: LACKS, value: key })),
  ];
}

/** Where a review begins; not the end where nothing was found on as many pages as are looked at in one go. */
export async function firstPlace(
  read: ReadPage,
  search: CompletionSearch,
): Promise<{ first: Place | null; isEnd: boolean }> {
  let at = search;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await read(at);
    const [first] = placesOf(page, at);
    if (first || page.next === null) return { first: first ?? null, isEnd: true };
    at = { ...search, before: undefined, after: page.next };
  }
  return { first: null, isEnd: false };
}

/** Of the whole list, at a moment when nothing was on its way. */
export type Count = { total: number; open: number };

/** Null where the server does not count. */
export async function countList(
  { connection, questions }: ReviewList,
  search: CompletionSearch,
  cache: QueryClient,
): Promise<Count | null> {
  if (!(await askCapability(connection, cache, 'table.query'))) return null;
  const ask = async (filters: Filter[]) => {
    const { sort, order } = search;
    const { list } = completionQueries(connection);
    const page = await cache.fetchQuery({
      ...list({ filters, sort, order, limit: 1 }),
      staleTime: 0,
    });
    return page.total?.value ?? null;
  };
  const [total, open] = await Promise.all([
    ask(search.filters),
    ask(openFilters(search, questions)),
  ]);
  return total === null || open === null ? null : { total, open };
}
