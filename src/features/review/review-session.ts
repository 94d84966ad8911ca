import type { QueryClient } from '@tanstack/react-query';
import { createStore } from 'zustand/vanilla';
import type { Connection } from '@/api/connection';
import { listingOf } from '@/lib/completion-search';
import { completionQueries } from '@/queries/completion-queries';
import { withWrites } from '@/queries/pair-writes/pair-write';
import {
  takeBackWrite,
  usePairWrites,
  writePair,
  writesOf,
} from '@/queries/pair-writes/pair-writes';
import { matchingRows } from '@/queries/source/matching-rows';
import { createWalk, type Place } from './review-walk';

export type Change = { n: string; place: Place; key: string };

export type ReviewSession = ReturnType<typeof createSession>;

/** A list being reviewed, from the moment its page was opened: the way through it, and what was changed on the way. */
export function createSession(connection: Connection, start: Place, cache: QueryClient) {
  const queries = completionQueries(connection);
  const walk = createWalk(start, async (search) => {
    const page = await cache.fetchQuery({ ...queries.list(listingOf(search)), staleTime: 10_000 });
    return { ...page, rows: matchingRows(page.rows, search.filters) };
  });
  const changes = createStore<{ all: readonly Change[] }>(() => ({ all: [] }));

  /** The metadata as they will be; undefined while they are not known. */
  function metadataOf(id: string) {
    const known = cache.getQueryData(queries.detail(id).queryKey)?.data.metadata;
    return known && withWrites(known, writesOf(usePairWrites.getState(), connection, id));
  }

  function write(place: Place, key: string, value: string | null, isNote: boolean) {
    const { id, name } = place;
    const known = metadataOf(id);
    const before = known && Object.hasOwn(known, key) ? (known[key] ?? null) : null;
    if (known && before === value) return;
    // A note that was not seen is not written over; a verdict stands alone.
    const n = writePair(connection, { id, name, key, value, appends: isNote && !known });
    changes.setState(({ all }) => ({ all: [...all, { n, place, key }] }));
  }

  return {
    walk,
    changes,
    /** Of the completion that is current once the keys before have been followed. */
    verdict: (key: string, value: string | null) =>
      walk.act((place) => write(place, key, value, false)),
    /** Of the completion in whose field it was typed. */
    note: (place: Place, key: string, value: string | null) => write(place, key, value, true),
    /** Restores the pair that was changed last, and returns to its completion. */
    undo: () =>
      walk.act(() => {
        const { lost } = usePairWrites.getState();
        const { all } = changes.getState();
        const last = all.findLast(({ n }) => !lost.has(n));
        if (!last) return;
        const { id, name } = last.place;
        takeBackWrite(connection, last.n, { id, name, key: last.key });
        changes.setState({ all: all.filter((each) => each !== last) });
        walk.store.setState({ at: last.place });
      }),
  };
}
