import { afterEach, expect, it, vi } from 'vitest';
import { LOCAL_CONNECTION, providerConnection } from '@/api/connection';
import { completionClient } from '@/queries/completion-client';
import { createQueryClient } from '@/queries/query-client';

afterEach(() => vi.unstubAllGlobals());

/** The base URL by which single completions are reached, of a server that says this of itself. */
async function baseUrlOf(server: object | null, connection = LOCAL_CONNECTION): Promise<string> {
  const response = server ? Response.json(server) : new Response('', { status: 404 });
  vi.stubGlobal('fetch', () => Promise.resolve(response));
  return (await completionClient(connection, createQueryClient())).baseUrl;
}

const info = (capabilities: string[]) => ({
  version: '1',
  capabilities,
  providers: [],
  limits: {},
});

it('takes this server’s own way where it offers one', async () => {
  expect(await baseUrlOf(info(['completions.detail']))).toBe('/api');
  expect(await baseUrlOf(info([]))).toBe('/v1');
  expect(await baseUrlOf(null)).toBe('/v1');
});

it('takes the way of the API for the completions that a provider keeps', async () => {
  const relayed = providerConnection('open ai');
  expect(await baseUrlOf(info(['completions.detail']), relayed)).toBe(
    '/api/providers/open%20ai/v1',
  );
});
