import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Connection } from '@/api/connection';
import { activeOf, type Question } from '@/components/questions/question';
import type { Metadata } from '#contract/metadata';
import type { CompletionSearch } from '@/lib/completion-search';
import { completionQueries } from '@/queries/completion-queries';
import { withWrites } from '@/queries/pair-writes/pair-write';
import { usePairWrites, writesOf } from '@/queries/pair-writes/pair-writes';
import { timeLeft } from './pace';
import { type Count, countList, readList, type ReviewList } from './review-list';
import { createSession, type ReviewSession } from './review-session';
import type { Place } from './review-walk';

/** The review that begins at a place; `onMove` hears of every completion that it goes on to. */
export function useReviewSession(
  list: ReviewList,
  start: Place,
  onMove: (to: Place) => void,
): ReviewSession {
  const { connection } = list;
  const cache = useQueryClient();
  const [session] = useState(() => createSession(connection, start, cache, readList(list, cache)));
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

/** Metadata as they will be once everything that is on its way has arrived; undefined where they are not known. */
export function useComingMetadata(
  connection: Connection,
  id: string,
  metadata: Metadata | undefined,
): Metadata | undefined {
  const writes = usePairWrites(useShallow((state) => writesOf(state, connection, id)));
  return metadata && withWrites(metadata, writes);
}

/** The question that the keys answer now. */
export function useActive(
  session: ReviewSession,
  questions: readonly Question[],
  id: string,
  metadata: Metadata,
): Question | undefined {
  const chosen = useStore(session.chosen);
  return activeOf(questions, metadata, chosen.id === id ? chosen.key : null);
}

export type Progress = {
  /** Of the whole list; null where the server does not count, undefined while it does. */
  count: Count | null | undefined;
  /** How many got their verdict since the review began. */
  doneHere: number;
  /** How many of them have not arrived. */
  unsaved: number;
  /** Milliseconds for what is left, by the pace of the last ones; null while nobody can tell. */
  left: number | null;
  canUndo: boolean;
};

export function useProgress(
  session: ReviewSession,
  list: ReviewList,
  search: CompletionSearch,
): Progress {
  const { all, judged, times } = useStore(session.changes.store);
  const { writes, lost, trouble } = usePairWrites();
  const base = useBase(session, list, search);
  const standing = all.filter(({ n }) => !lost.has(n));
  const failed = new Set(all.filter(({ n }) => lost.has(n)).map(({ place }) => place.id));
  const won = [...judged].reduce(
    (sum, [id, { before, now }]) => sum + Number(now && !failed.has(id)) - Number(before),
    0,
  );
  const count = base && { total: base.total, open: Math.max(0, base.open - won) };
  const { connection, questions } = list;
  const unsaved = writes.filter(
    ({ source, key, refusal }) =>
      source.id === connection.id &&
      source.baseUrl === connection.baseUrl &&
      (refusal !== null || trouble !== null) &&
      questions.some((question) => question.key === key),
  );
  return {
    count,
    doneHere: Math.max(0, won),
    unsaved: new Set(unsaved.map(({ id }) => id)).size,
    left: count ? timeLeft(times, count.open) : null,
    canUndo: standing.length > 0,
  };
}

/**
 * Counts whenever nothing is on its way any more, what a page before has left included; what is answered meanwhile is
 * added to it, so that no figure jumps back.
 */
function useBase(session: ReviewSession, list: ReviewList, search: CompletionSearch) {
  const cache = useQueryClient();
  const [base, setBase] = useState<Count | null>();
  const { id, baseUrl } = list.connection;
  const isIdle = usePairWrites(({ writes }) =>
    writes.every(
      ({ source, refusal }) => refusal !== null || source.id !== id || source.baseUrl !== baseUrl,
    ),
  );
  // The count is the server's at one moment; a query would follow it.
  useEffect(() => {
    if (!isIdle) return;
    let isOver = false;
    const { all } = session.changes.store.getState();
    async function count() {
      // The list says why it cannot be read.
      const found = await countList(list, search, cache).catch(() => undefined);
      if (isOver || found === undefined || session.changes.store.getState().all !== all) return;
      if (found) session.changes.counted();
      // A filter that verdicts empty lists fewer and fewer: what was there when the review began still counts.
      setBase((before) => found && { ...found, total: Math.max(found.total, before?.total ?? 0) });
    }
    void count();
    return () => {
      isOver = true;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the list of a session is one and the same
  }, [session, isIdle]);
  return base;
}
