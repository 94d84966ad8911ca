// @vitest-environment jsdom
import { MutationObserver, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { mirrorMutations, mirrorQueries } from '@/queries/mirror-queries';
import { createQueryClient } from '@/queries/query-client';

afterEach(() => vi.unstubAllGlobals());

it('a copy that began right before the server went away is seen to end when it is back', async () => {
  const mirror = { provider: 'keeper', every: null, last: null as { ended: number } | null };
  let isDown = false;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (url === '/api/server') return new Response('', { status: 404 });
    if (init.method === 'POST') {
      isDown = true;
      return new Response('{"counts":{}}');
    }
    if (isDown) throw new TypeError('Failed to fetch');
    return new Response(JSON.stringify({ object: 'list', data: [mirror] }));
  });
  const client = createQueryClient();
  const mirrors = new QueryObserver(client, mirrorQueries.list());
  const stop = mirrors.subscribe(() => undefined);
  const now = () => mirrors.getCurrentResult();
  await expect.poll(() => now().data?.[0]?.last).toBeNull();

  await new MutationObserver(client, mirrorMutations.run()).mutate('keeper');
  await expect.poll(() => now().error, { timeout: 20_000 }).not.toBeNull();
  mirror.last = { ended: 1 };
  isDown = false;
  await expect.poll(() => now().data?.[0]?.last, { timeout: 20_000 }).toEqual({ ended: 1 });
  stop();
});
