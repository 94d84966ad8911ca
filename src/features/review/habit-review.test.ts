// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { parseCompletionSearch } from '@/lib/completion-search';
import { startPairWrites, usePairWrites } from '@/queries/pair-writes/pair-writes';
import { createQueryClient } from '@/queries/query-client';
import { factOf, useSourceFacts } from '@/queries/source/source-facts';
import { stopTime, untilFound } from '@/testing/pass-time';
import { CANNOT_UPDATE, HABITS, idAt, startHabit } from '@/testing/start-habit';
import { FIRST_SET } from '@/components/questions/question';
import { readList } from './review-list';
import { createSession } from './review-session';

vi.setConfig({ testTimeout: 60_000 });

const search = parseCompletionSearch(new URLSearchParams('limit=50'));

it.each(HABITS)('%s: a verdict lands on its completion, or is refused by name', async (habit) => {
  const server = await startHabit(habit, 8);
  stopTime();
  const { connection } = server;
  const cache = createQueryClient();
  await startPairWrites({ connectionOf: () => connection, cache });
  usePairWrites.setState({ writes: [], trouble: null, lost: new Set() });
  const first = idAt(habit, 4);
  const list = { connection, questions: FIRST_SET.questions, isOnlyOpen: true };
  const start = { id: first, name: first, search };
  const session = createSession(connection, start, cache, readList(list, cache));
  session.press('1');
  session.press('2');
  const isRefused = CANNOT_UPDATE.has(habit) || habit === 'update-ignored';
  await untilFound(async () => {
    const { writes, lost } = usePairWrites.getState();
    const { all } = session.changes.store.getState();
    const isOver = isRefused ? writes.every(({ refusal }) => refusal) : writes.length === 0;
    return all.length === 2 && isOver && (!isRefused || lost.size === 2) ? true : null;
  });
  const verdicts = server.kept.map(({ metadata }) => metadata['review']);
  if (isRefused) {
    expect(verdicts.every((verdict) => verdict === undefined)).toBe(true);
    const { writes } = usePairWrites.getState();
    expect(writes.map(({ id }) => id)[0]).toBe(first);
    if (!CANNOT_UPDATE.has(habit)) return;
    // From now on no key offers one.
    expect(factOf(useSourceFacts.getState(), connection, 'update')?.can).toBe(false);
    expect(writes.every(({ refusal }) => refusal?.includes('cannot change metadata'))).toBe(true);
  } else {
    expect(verdicts[4]).toBe('good');
    expect(verdicts.filter((verdict) => verdict === 'bad')).toHaveLength(1);
    expect(verdicts.filter((verdict) => verdict !== undefined)).toHaveLength(2);
  }
});
