import { MutationObserver, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { LOCAL_CONNECTION } from '@/api/connection';
import { completionBody } from '@/api/test-server';
import { completionQueries } from '@/queries/completion-queries';
import { changeJob, hideRows } from '@/queries/job-queries';
import { createQueryClient } from '@/queries/query-client';

afterEach(() => vi.unstubAllGlobals());

const counts = { total: 2, done: 1, changed: 1, skipped: 0, failed: 0 };

it.each(['paused', 'cancelled'])(
  'shows the rows that a job has left when it was %s in the middle',
  async (state) => {
    const stored = [completionBody('a', 'A'), completionBody('b', 'B')];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      if (url === '/api/server') return new Response('', { status: 404 });
      const isStep = init.method === 'POST';
      const job = { id: 'job_1', kind: 'delete', state, ended: null, target: {}, spec: {}, counts };
      const list = { object: 'list', data: stored, has_more: false };
      return new Response(JSON.stringify(isStep ? job : list));
    });
    const client = createQueryClient();
    const rows = new QueryObserver(
      client,
      completionQueries(LOCAL_CONNECTION).list({ filters: [], sort: 'created', order: 'desc' }),
    );
    const stop = rows.subscribe(() => undefined);
    const ids = () => rows.getCurrentResult().data?.rows.map(({ id }) => id);
    await expect.poll(ids).toEqual(['a', 'b']);
    await hideRows(client, null);
    expect(ids()).toEqual([]);

    // One of them is gone when it stops.
    stored.shift();
    const step = state === 'paused' ? 'pause' : 'cancel';
    await new MutationObserver(client, changeJob()).mutate({ id: 'job_1', step });
    await expect.poll(ids).toEqual(['b']);
    stop();
  },
);
