import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Total } from '#contract/wire/table';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import {
  type CompletionListing,
  type CompletionSearch,
  EVERYTHING,
  listingOf,
} from '@/lib/completion-search';
import { useCapability } from '@/queries/capabilities';
import { completionQueries } from '@/queries/completion-queries';

/** Another completion of the same list, and the page of it that it is on. */
export type Neighbour = { id: string; search: CompletionSearch };
/** Where a completion is in the whole list, counted from 1; null where nothing counts. */
export type Place = { at: Total; of: Total };
/** Null at an end of the list; undefined while it is not known which one it is. */
export type Neighbours = {
  previous: Neighbour | null | undefined;
  next: Neighbour | null | undefined;
  place: Place | null;
};

type Known = Neighbours & { id: string; index: number };

const NOWHERE: Neighbours = { previous: null, next: null, place: null };
const NOT_YET: Neighbours = { previous: undefined, next: undefined, place: null };

/**
 * Which completions come before and after one in the list that a search names, across the borders of its pages. One
 * that is on another page by now, as in a link of last week, is looked for there. One that an edit takes out of the
 * list keeps its neighbours until it is left.
 */
export function useNeighbours(
  connection: Connection,
  search: CompletionSearch | null,
  id: string,
): Neighbours {
  const here = search ?? EVERYTHING;
  const linked = usePage(connection, search && here);
  const isLinked = linked?.rows.some((row) => row.id === id) ?? false;
  const isRead = linked !== undefined;
  const [known, setKnown] = useState<Known>({ id, index: -1, ...NOWHERE });
  const wasHere = known.id === id && known.index !== -1;
  const isAway = isRead && linked !== null && !isLinked && !wasHere;
  const { page: found, before, after } = usePageOf(connection, isAway ? here : null, id);
  const page = isAway ? found : linked;
  const index = page?.rows.findIndex((row) => row.id === id) ?? -1;
  const isFirst = index === 0;
  const isLast = page ? index === page.rows.length - 1 : false;
  const back = isFirst && !page?.isAdrift ? page?.previous : null;
  const earlier = turnTo(here, back ? { before: back } : null);
  const later = turnTo(here, isLast && page?.next ? { after: page.next } : null);
  const earlierPage = usePage(connection, earlier);
  const laterPage = usePage(connection, later);

  const shown: Neighbours = {
    previous:
      neighbour(page?.rows[index - 1], here) ??
      once(earlierPage, (turned) => neighbour(turned?.rows.at(-1), earlier) ?? before),
    next:
      neighbour(page?.rows[index + 1], here) ??
      once(laterPage, (turned) => neighbour(turned?.rows[0], later) ?? after),
    place: page && index !== -1 ? placeIn(page, index) : null,
  };
  useAhead(connection, shown.next?.id);
  if (index === -1) {
    if (wasHere) return closedUp(known, linked ?? null, here);
    if (!isRead) return NOT_YET;
    return isAway ? { previous: before, next: after, place: null } : NOWHERE;
  }
  // What was looked for elsewhere is looked for again; only what left this page is remembered.
  if (!isAway && (known.id !== id || known.index !== index || !isSame(known, shown))) {
    setKnown({ id, index, ...shown });
  }
  return shown;
}

type Page = CompletionPage | null | undefined;
type Found = { page: Page } & Record<'before' | 'after', Neighbour | null | undefined>;

/**
 * Where a completion is that is not on the page of its link. This server says it; with OpenAI's API alone, whose
 * cursors are ids, what comes before and after it can be asked for.
 */
function usePageOf(connection: Connection, search: CompletionSearch | null, id: string): Found {
  const isCounted = useCapability(connection, 'table.query');
  const counted =
    search !== null && isCounted ? { ...listingOf(search), ...NO_CURSOR, from: id } : null;
  const page = useListing(connection, counted);
  const plain = isCounted ? null : search;
  const before = turnTo(plain ?? EVERYTHING, plain && { before: id });
  const after = turnTo(plain ?? EVERYTHING, plain && { after: id });
  const earlierPage = usePage(connection, before);
  const earlier = earlierPage?.rows ?? [];
  const laterPage = usePage(connection, after);
  const later = laterPage?.rows ?? [];
  // At the front it is the first page, and may hold the completion itself.
  const own = earlier.findIndex((row) => row.id === id);
  // The first page stands for one that nobody walked to: its last row need not be the one before.
  const last = earlierPage?.isAdrift ? undefined : earlier.at(-1);
  return {
    page,
    before: once(page, () =>
      once(earlierPage, () => neighbour(own === -1 ? last : earlier[own - 1], before)),
    ),
    after: once(page, () =>
      once(laterPage, () => neighbour(later[0], after) ?? firstOther(page, search, id)),
    ),
  };
}

/** Undefined as long as the page is read. */
function once<Value>(page: Page, value: (page: CompletionPage | null) => Value) {
  return page === undefined ? undefined : value(page);
}

/** Where the list goes on for one that it no longer holds. */
function firstOther(page: Page, search: CompletionSearch | null, id: string) {
  const first = page?.rows[0];
  return first?.id === id ? null : neighbour(first, search);
}

function placeIn({ preceding, total }: CompletionPage, index: number): Place | null {
  return (
    preceding && total && { at: { ...preceding, value: preceding.value + index + 1 }, of: total }
  );
}

/** Reads the next one while this one is looked at, so that going on shows it at once. */
function useAhead(connection: Connection, id: string | undefined): void {
  const cache = useQueryClient();
  useEffect(() => {
    if (id === undefined) return;
    const { detail, messages } = completionQueries(connection);
    void cache.prefetchQuery(detail(id));
    void cache.prefetchQuery(messages(id));
  }, [cache, connection, id]);
}

const NO_CURSOR = { after: undefined, before: undefined };

function usePage(connection: Connection, search: CompletionSearch | null): Page {
  return useListing(connection, search && listingOf(search));
}

/** Undefined while it is read; null where none was asked for, or it cannot be read. */
function useListing(connection: Connection, listing: CompletionListing | null): Page {
  const query = useQuery({
    ...completionQueries(connection).list(listing ?? listingOf(EVERYTHING)),
    enabled: listing !== null,
    // A page in the place of another would give neighbours from elsewhere.
    placeholderData: undefined,
  });
  if (listing === null) return null;
  return query.data ?? (query.isPending ? undefined : null);
}

function turnTo(
  search: CompletionSearch,
  cursor: { after: string } | { before: string } | null,
): CompletionSearch | null {
  return cursor && { ...search, ...NO_CURSOR, ...cursor };
}

function neighbour(row: { id: string } | undefined, search: CompletionSearch | null) {
  return row && search ? { id: row.id, search } : null;
}

/** Neighbours that left the page together with it give way to the rows that closed up. */
function closedUp(
  { index, ...known }: Known,
  page: CompletionPage | null,
  search: CompletionSearch,
): Neighbours {
  if (page === null) return known;
  const isGone = (to: Neighbour | null | undefined) =>
    to &&
    to.search.after === search.after &&
    to.search.before === search.before &&
    !page.rows.some(({ id }) => id === to.id);
  return {
    place: known.place,
    previous: isGone(known.previous)
      ? neighbour(page.rows[index - 1] ?? page.rows.at(-1), search)
      : known.previous,
    next: isGone(known.next) ? neighbour(page.rows[index], search) : known.next,
  };
}

function isSame(one: Neighbours, other: Neighbours): boolean {
  const place = ({ place }: Neighbours) => `${place?.at.value} of ${place?.of.value}`;
  return (
    one.previous?.id === other.previous?.id &&
    one.next?.id === other.next?.id &&
    place(one) === place(other)
  );
}
