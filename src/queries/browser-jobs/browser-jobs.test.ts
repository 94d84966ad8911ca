// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import type { ServerResponse } from 'node:http';
import { expect, it, vi } from 'vitest';
import type { Connection } from '@/api/connection';
import { completionBody, sendJson, startTestServer } from '@/api/test-server';
import { type BrowserAction, type BrowserJob, isUndone } from '@/queries/browser-jobs/browser-job';
import {
  changeBrowserJob,
  resumeBrowserJobs,
  runBrowserJob,
  startBrowserJob,
  undoTagJob,
} from '@/queries/browser-jobs/browser-jobs';
import { listJobs, jobItems } from '@/queries/browser-jobs/job-storage';
import { createQueryClient } from '@/queries/query-client';
import { stopTime, untilFound } from '@/testing/pass-time';

type Stored = Map<string, Record<string, string>>;

/** A server with completions; `before` may answer a call in its place. */
async function setUp(
  count: number,
  before: (response: ServerResponse, call: string, nth: number) => boolean = () => false,
) {
  const stored: Stored = new Map(
    Array.from({ length: count }, (_, i) => [`c-${i}`, { n: `${i}` }]),
  );
  const { client, seen } = await startTestServer((response, { method, url, body }, nth) => {
    const id = url.split('/').at(-1) ?? '';
    if (before(response, `${method} ${id}`, nth)) return;
    if (!stored.has(id)) return sendJson(response, { error: { message: 'Not found' } }, 404);
    if (method === 'DELETE') {
      stored.delete(id);
      return sendJson(response, { id, object: 'chat.completion.deleted', deleted: true });
    }
    if (method === 'POST') stored.set(id, (JSON.parse(body) as { metadata: {} }).metadata);
    sendJson(response, completionBody(id, 'Hi', stored.get(id)));
  });
  const connection: Connection = {
    id: 'direct',
    baseUrl: client.baseUrl,
    apiKey: 'sk-canary',
    label: 'plain',
  };
  const ids = [...stored.keys()];
  const queryClient = createQueryClient();
  const start = (action: BrowserAction, of = ids) =>
    startBrowserJob({ connection, action, chosen: 'all', ids: of }, queryClient);
  const calls = () => seen.map(({ method, url }) => `${method} ${url.split('/').at(-1)}`);
  return { stored, connection, queryClient, start, calls };
}

async function jobOf(id: string): Promise<BrowserJob> {
  const job = (await listJobs()).find((each) => each.id === id);
  if (!job) throw new Error('there is no such job');
  return job;
}

async function ended(id: string, state: BrowserJob['state'] = 'completed'): Promise<BrowserJob> {
  await vi.waitFor(async () => expect((await jobOf(id)).state).toBe(state), { timeout: 15_000 });
  return jobOf(id);
}

it('deletes each one after a time to think again, and counts what was gone already', async () => {
  const { stored, start, calls, connection } = await setUp(30);
  stored.delete('c-7');
  stopTime();
  const id = await start({ kind: 'delete' });
  expect(calls()).toEqual([]);
  const job = await untilFound(async () => {
    const now = await jobOf(id);
    return now.state === 'completed' ? now : null;
  });
  expect(job.counts).toEqual({ total: 30, changed: 29, skipped: 1, failed: 0 });
  expect(stored.size).toBe(0);
  expect(calls().toSorted()).toEqual([...new Set(calls())].toSorted());
  expect(JSON.stringify(await listJobs())).not.toContain(connection.apiKey);
}, 20_000);

it('makes no call when it is taken back in time', async () => {
  const { stored, start, calls, queryClient } = await setUp(3);
  stopTime();
  const id = await start({ kind: 'delete' });
  await changeBrowserJob(id, 'cancel', queryClient);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls()).toEqual([]);
  expect(stored.size).toBe(3);
  expect((await jobOf(id)).state).toBe('cancelled');
}, 20_000);

it('waits as long as the server asks, and tries again what it refused', async () => {
  const times: number[] = [];
  const { stored, start } = await setUp(6, (response, call, nth) => {
    if (call.startsWith('GET')) times.push(Date.now());
    if (nth > 2) return false;
    response.setHeader('retry-after-ms', '400');
    sendJson(response, { error: { message: 'Slow down' } }, 429);
    return true;
  });
  const job = await ended(await start({ kind: 'tag', change: { set: { kept: 'yes' } } }));
  expect(job.counts).toEqual({ total: 6, changed: 6, skipped: 0, failed: 0 });
  expect([...stored.values()].every((metadata) => metadata['kept'] === 'yes')).toBe(true);
  // Between the refusals and what came next, nothing was sent.
  expect(times.some((time, i) => time - (times[i - 1] ?? time) >= 390)).toBe(true);
});

it('lists what failed with its reason, and does that again when asked', async () => {
  let isBroken = true;
  const { start, connection, queryClient } = await setUp(4, (response, call) => {
    if (!isBroken || call !== 'POST c-2') return false;
    sendJson(response, { error: { message: 'Odd completion' } }, 400);
    return true;
  });
  const id = await start({ kind: 'tag', change: { set: { a: '1' }, remove: ['n'] } });
  expect((await ended(id)).counts).toEqual({ total: 4, changed: 3, skipped: 0, failed: 1 });
  expect((await jobItems(id)).find((item) => item.id === 'c-2')?.outcome).toEqual({
    kind: 'failed',
    reason: 'Odd completion',
  });
  isBroken = false;
  await changeBrowserJob(id, 'retry', queryClient);
  await runBrowserJob(id, connection, queryClient);
  expect((await ended(id)).counts).toEqual({ total: 4, changed: 4, skipped: 0, failed: 0 });
});

it('takes tags back, but not from what somebody changed since', async () => {
  const { stored, start, connection, queryClient } = await setUp(3);
  const job = await ended(await start({ kind: 'tag', change: { rename: { n: 'number' } } }));
  expect(stored.get('c-1')).toEqual({ number: '1' });
  stored.set('c-1', { number: '1', other: 'x' });
  const undo = await ended((await undoTagJob(job, connection, queryClient)) ?? '');
  expect(undo.counts).toEqual({ total: 3, changed: 2, skipped: 0, failed: 1 });
  expect([...stored.values()]).toEqual([{ n: '0' }, { number: '1', other: 'x' }, { n: '2' }]);
  // Once: whatever was tagged again since would be lost.
  expect(await undoTagJob(job, connection, queryClient)).toBeNull();
  expect(isUndone(job, await listJobs())).toBe(true);
  expect(isUndone(undo, await listJobs())).toBe(false);
});

it('stands still when the key is refused, and goes on from there with a better one', async () => {
  let isRefused = true;
  const { start, connection, queryClient, calls } = await setUp(40, (response, _call, nth) => {
    if (!isRefused || nth < 20) return false;
    sendJson(response, { error: { message: 'Incorrect API key' } }, 401);
    return true;
  });
  const id = await start({ kind: 'tag', change: { set: { a: '1' } } });
  const held = await ended(id, 'paused');
  expect(held.reason).toBe('Incorrect API key');
  expect(held.counts.failed).toBe(0);
  isRefused = false;
  await changeBrowserJob(id, 'resume', queryClient);
  await resumeBrowserJobs(() => connection, queryClient);
  expect((await ended(id)).counts).toEqual({ total: 40, changed: 40, skipped: 0, failed: 0 });
  expect(calls().filter((call) => call.startsWith('POST')).length).toBeLessThanOrEqual(40 + 8);
});

it('pauses between calls and goes on when asked, each completion once', async () => {
  const { start, connection, queryClient, calls } = await setUp(60);
  const id = await start({ kind: 'tag', change: { set: { a: '1' } } });
  const isUnderWay = async () => expect((await jobOf(id)).counts.changed).toBeGreaterThan(5);
  await vi.waitFor(isUnderWay, { timeout: 20_000, interval: 5 });
  await changeBrowserJob(id, 'pause', queryClient);
  // Before the calls under way have ended.
  await changeBrowserJob(id, 'resume', queryClient);
  await runBrowserJob(id, connection, queryClient);
  expect((await ended(id)).counts).toEqual({ total: 60, changed: 60, skipped: 0, failed: 0 });
  expect(calls().filter((call) => call.startsWith('POST'))).toHaveLength(60);
});
