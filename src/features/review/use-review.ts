import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Connection } from '@/api/connection';
import type { Metadata } from '#contract/metadata';
import { excludes, type Filter } from '#contract/filter';
import { type CompletionSearch, listingOf } from '@/lib/completion-search';
import { completionQueries } from '@/queries/completion-queries';
import { withWrites } from '@/queries/pair-writes/pair-write';
import { usePairWrites, writesOf } from '@/queries/pair-writes/pair-writes';
import { createSession, type ReviewSession } from './review-session';
import type { Place } from './review-walk';

/** The review that begins at a place; `onMove` hears of every completion that it goes on to. */
export function useReviewSession(
  connection: Connection,
  start: Place,
  onMove: (to: Place) => void,
): ReviewSession {
  const cache = useQueryClient();
  const [session] = useState(() => createSession(connection, start, cache));
  // The walk lives outside React: it goes on between two renders, and ends with the page.
  useEffect(() => {
    session.walk.begin();
    return session.walk.store.subscribe((now, before) => {
      if (now.at.id !== before.at.id) onMove(now.at);
    });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- navigating is the same whatever page it was made on
  }, [session]);
  const next = useStore(session.walk.store, ({ at, places }) => places[places.indexOf(at) + 1]?.id);
  // Reads the next one while this one is looked at, so that going on shows it at once.
  useEffect(() => {
    if (next === undefined) return;
    const { detail, messages } = completionQueries(connection);
    void cache.prefetchQuery(detail(next));
    void cache.prefetchQuery(messages(next));
  }, [cache, connection, next]);
  return session;
}

/** How many completions have a verdict since the review began, and whether there is anything to take back. */
export function useChanges(session: ReviewSession, verdictKey: string) {
  const all = useStore(session.changes, (state) => state.all);
  const lost = usePairWrites((state) => state.lost);
  const standing = all.filter(({ n }) => !lost.has(n));
  const judged = standing.filter(({ key }) => key === verdictKey);
  return {
    done: new Set(judged.map(({ place }) => place.id)).size,
    canUndo: standing.length > 0,
  };
}

/** Metadata as they will be once everything that is on its way has arrived; undefined where they are not known. */
export function useComingMetadata(
  connection: Connection,
  id: string,
  metadata: Metadata | undefined,
): Metadata | undefined {
  const writes = usePairWrites(useShallow((state) => writesOf(state, connection, id)));
  return metadata && withWrites(metadata, writes);
}

/** How many completions of a list have no verdict; null where the server does not count. */
export function useLeftCount(
  connection: Connection,
  search: CompletionSearch,
  verdictKey: string,
): number | null {
  const missing: Filter = { field: 'metadata_missing', value: verdictKey };
  const filters = [...search.filters.filter((filter) => !excludes(filter, missing)), missing];
  const listing = { ...listingOf(search), filters, after: undefined, before: undefined, limit: 1 };
  const page = useQuery(completionQueries(connection).list(listing)).data;
  return page?.total?.value ?? null;
}
