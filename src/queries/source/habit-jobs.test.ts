// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import {
  CANNOT_DELETE,
  CANNOT_UPDATE,
  HABITS,
  idAt,
  KEEPS_WHAT_IS_DELETED,
  startHabit,
} from '@/testing/start-habit';
import { stopTime, untilFound } from '@/testing/pass-time';
import type { BrowserAction, BrowserJob } from '@/queries/browser-jobs/browser-job';
import { startBrowserJob } from '@/queries/browser-jobs/browser-jobs';
import { listJobs } from '@/queries/browser-jobs/job-storage';
import { createQueryClient } from '@/queries/query-client';

vi.setConfig({ testTimeout: 60_000 });

const DONE = { total: 4, changed: 4, skipped: 0, failed: 0 };

async function endOf(id: string): Promise<BrowserJob> {
  return untilFound(async () => {
    const job = (await listJobs()).find((each) => each.id === id);
    return job && job.state !== 'running' ? job : null;
  });
}

async function run(habit: (typeof HABITS)[number], action: BrowserAction) {
  const server = await startHabit(habit, 4);
  stopTime();
  const ids = [0, 1, 2, 3].map((i) => idAt(habit, i));
  const { connection } = server;
  const wanted = { connection, action, chosen: habit, ids };
  const job = await endOf(await startBrowserJob(wanted, createQueryClient()));
  return { server, job };
}

it.each(HABITS)('%s: a job deletes all, or says why it did not', async (habit) => {
  const { server, job } = await run(habit, { kind: 'delete' });
  const { state, counts, reason } = job;
  if (CANNOT_DELETE.has(habit)) {
    // Ended and not paused: there is nothing to resume.
    expect(state).toBe('cancelled');
    expect(counts).toEqual({ ...DONE, changed: 0 });
    expect(reason).toContain('cannot delete');
    expect(server.kept).toHaveLength(4);
  } else if (KEEPS_WHAT_IS_DELETED.has(habit)) {
    expect(counts).toEqual({ ...DONE, changed: 0, failed: 4 });
    expect(server.kept).toHaveLength(4);
  } else {
    expect(counts).toEqual(DONE);
    await untilFound(async () => (server.kept.length === 0 ? true : null));
  }
});

it.each(HABITS)('%s: a job tags all, or says why it did not', async (habit) => {
  const { server, job } = await run(habit, { kind: 'tag', change: { set: { team: 'a' } } });
  const tagged = server.kept.filter(({ metadata }) => metadata['team'] === 'a');
  if (CANNOT_UPDATE.has(habit)) {
    expect(job.state).toBe('cancelled');
    expect(job.counts).toEqual({ ...DONE, changed: 0 });
    expect(job.reason).toContain('cannot change metadata');
    expect(tagged).toEqual([]);
  } else if (habit === 'update-ignored') {
    expect(job.counts).toEqual({ ...DONE, changed: 0, failed: 4 });
  } else {
    expect(job.counts).toEqual(DONE);
    expect(tagged).toHaveLength(4);
    expect(tagged.every(({ metadata }) => typeof metadata['env'] === 'string')).toBe(true);
  }
});
