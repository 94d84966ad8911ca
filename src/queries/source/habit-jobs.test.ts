import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import {
  CANNOT_DELETE,
  type Habit,
  HABITS,
  KEEPS_WHAT_IS_DELETED,
  startHabit,
} from '@/testing/habit-server';
import { startBrowserJob } from '@/queries/browser-jobs/browser-jobs';
import { listJobs } from '@/queries/browser-jobs/job-storage';
import { createQueryClient } from '@/queries/query-client';

vi.setConfig({ testTimeout: 60_000 });

const IDS = ['k-000', 'k-001', 'k-002', 'k-003'];

/** All at once: each waits before it begins. */
it('a job deletes all, or says why it did not, on each of them', async () => {
  await Promise.all(HABITS.map((habit) => deletesAll(habit)));
});

async function deletesAll(habit: Habit): Promise<void> {
  const server = await startHabit(habit, 4);
  const { connection } = server;
  const action = { kind: 'delete' } as const;
  const wanted = { connection, action, chosen: habit, ids: IDS };
  const id = await startBrowserJob(wanted, createQueryClient());
  const job = await vi.waitFor(
    async () => {
      const found = (await listJobs()).find((each) => each.id === id);
      if (!found || found.endedAt === null) throw new Error(`${habit} runs`);
      return found;
    },
    { timeout: 50_000 },
  );
  const { state, counts, reason } = job;
  if (CANNOT_DELETE.has(habit)) {
    expect({ habit, state, counts }).toEqual({
      habit,
      state: 'cancelled',
      counts: { total: 4, changed: 0, skipped: 0, failed: 0 },
    });
    expect(reason).toContain('cannot delete');
    expect(server.kept).toHaveLength(4);
  } else if (KEEPS_WHAT_IS_DELETED.has(habit)) {
    expect({ habit, counts }).toEqual({
      habit,
      counts: { total: 4, changed: 0, skipped: 0, failed: 4 },
    });
    expect(server.kept).toHaveLength(4);
  } else {
    expect({ habit, counts }).toEqual({
      habit,
      counts: { total: 4, changed: 4, skipped: 0, failed: 0 },
    });
    await vi.waitFor(() => expect(server.kept).toEqual([]));
  }
}
