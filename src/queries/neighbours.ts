import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { type CompletionSearch, listingOf } from '@/lib/completion-search';
import { completionQueries } from '@/queries/completion-queries';

/** Another completion of the same list, and the page of it that it is on. */
export type Neighbour = { id: string; search: CompletionSearch };
export type Neighbours = { previous: Neighbour | null; next: Neighbour | null };

type Known = Neighbours & { id: string; index: number };

const NONE: CompletionSearch = { filters: [], sort: 'created', order: 'desc', unknown: [] };

/**
 * Which completions come before and after one in the list that a search names, across the borders of its pages.
 * One that an edit takes out of the list keeps its neighbours until it is left.
 */
export function useNeighbours(
  connection: Connection,
  search: CompletionSearch | null,
  id: string,
): Neighbours {
  const here = search ?? NONE;
  const page = usePage(connection, search && here);
  const index = page?.rows.findIndex((row) => row.id === id) ?? -1;
  const isFirst = index === 0;
  const isLast = page !== null && index === page.rows.length - 1;
  const before = turnTo(here, isFirst && page?.previous ? { before: page.previous } : null);
  const after = turnTo(here, isLast && page?.next ? { after: page.next } : null);
  const beforePage = usePage(connection, before);
  const afterPage = usePage(connection, after);

  const found: Neighbours = {
    previous: neighbour(page?.rows[index - 1], here) ?? neighbour(beforePage?.rows.at(-1), before),
    next: neighbour(page?.rows[index + 1], here) ?? neighbour(afterPage?.rows[0], after),
  };
  useAhead(connection, found.next?.id);
  const [known, setKnown] = useState<Known>({ id, index, ...found });
  if (index === -1) {
    return known.id === id ? closedUp(known, page, here) : { previous: null, next: null };
  }
  if (known.id !== id || known.index !== index || !isSame(known, found)) {
    setKnown({ id, index, ...found });
  }
  return found;
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

function usePage(connection: Connection, search: CompletionSearch | null): CompletionPage | null {
  const query = useQuery({
    ...completionQueries(connection).list(listingOf(search ?? NONE)),
    enabled: search !== null,
    // A page in the place of another would give neighbours from elsewhere.
    placeholderData: undefined,
  });
  return search === null ? null : (query.data ?? null);
}

function turnTo(
  search: CompletionSearch,
  cursor: { after: string } | { before: string } | null,
): CompletionSearch | null {
  return cursor && { ...search, after: undefined, before: undefined, ...cursor };
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
  const isGone = (to: Neighbour | null) =>
    to !== null &&
    to.search.after === search.after &&
    to.search.before === search.before &&
    !page.rows.some(({ id }) => id === to.id);
  return {
    previous: isGone(known.previous)
      ? neighbour(page.rows[index - 1] ?? page.rows.at(-1), search)
      : known.previous,
    next: isGone(known.next) ? neighbour(page.rows[index], search) : known.next,
  };
}

function isSame(one: Neighbours, other: Neighbours): boolean {
  return one.previous?.id === other.previous?.id && one.next?.id === other.next?.id;
}
