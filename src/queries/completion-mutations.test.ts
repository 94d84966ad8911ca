import { MutationObserver, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import type { Connection } from '@/api/connection';
import { completionBody } from '@/api/test-server';
import type { CompletionListing } from '@/lib/completion-search';
import { completionQueries } from '@/queries/completion-queries';
import { createQueryClient } from '@/queries/query-client';
import { removeCompletion } from '@/queries/remove-completion';
import { updateMetadata } from '@/queries/update-metadata';

afterEach(() => vi.unstubAllGlobals());

const CONNECTION: Connection = {
  id: 'local',
  baseUrl: '/v1',
  label: 'This server',
  apiKey: 'sk-secret',
};
const NEWEST: CompletionListing = { filters: [], sort: 'created', order: 'desc' };
const OLDEST: CompletionListing = { ...NEWEST, order: 'asc' };

type Reply = { body: object; status?: number; etag?: string };

/** Fakes the server: reads give what is stored, writes what the test says, once it lets them. */
function setUp(write: () => Promise<Reply>) {
  const sent: { method: string; ifMatch: string | null; url: string }[] = [];
  const stored = [completionBody('a', 'A', { env: 'test' }), completionBody('b', 'B')];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const method = init.method ?? 'GET';
    if (url === '/api/server') return new Response('', { status: 404 });
    sent.push({ method, url, ifMatch: new Headers(init.headers).get('if-match') });
    const one = { body: stored[0] ?? {}, etag: '"1"' };
    const all = { body: { object: 'list', data: stored, has_more: false } };
    const reply: Reply = method !== 'GET' ? await write() : /\/completions\//.test(url) ? one : all;
    const headers: [string, string][] = reply.etag === undefined ? [] : [['etag', reply.etag]];
    return new Response(JSON.stringify(reply.body), { status: reply.status ?? 200, headers });
  });
  const client = createQueryClient();
  const queries = completionQueries(CONNECTION);
  return { client, queries, sent, stored };
}

async function load({ client, queries }: ReturnType<typeof setUp>) {
  await client.fetchQuery(queries.detail('a'));
  await client.fetchQuery(queries.list(NEWEST));
  await client.fetchQuery(queries.list(OLDEST));
}

function metadataEverywhere({ client, queries }: ReturnType<typeof setUp>) {
  const lists = [NEWEST, OLDEST].map((params) =>
    client.getQueryData(queries.list(params).queryKey)?.rows.find(({ id }) => id === 'a'),
  );
  const detail = client.getQueryData(queries.detail('a').queryKey)?.data;
  return [detail, ...lists].map((completion) => completion?.metadata);
}

const threeTimes = (metadata: object) => [metadata, metadata, metadata];

it('shows new metadata in the detail and in every list before the server answers', async () => {
  const waiting: ((reply: Reply) => void)[] = [];
  const world = setUp(() => new Promise((resolve) => waiting.push(resolve)));
  await load(world);
  const mutation = new MutationObserver(world.client, updateMetadata(CONNECTION));
  const saved = mutation.mutate({
    id: 'a',
    metadata: { env: 'prod' },
    base: { env: 'test' },
    etag: '"1"',
  });
  await vi.waitFor(() =>
    expect(world.sent.at(-1)).toMatchObject({ method: 'POST', ifMatch: '"1"' }),
  );
  expect(metadataEverywhere(world)).toEqual(threeTimes({ env: 'prod' }));

  waiting[0]?.({ body: completionBody('a', 'A', { env: 'prod', kept: 'yes' }), etag: '"2"' });
  await saved;
  expect(metadataEverywhere(world)).toEqual(threeTimes({ env: 'prod', kept: 'yes' }));
  expect(world.client.getQueryData(world.queries.detail('a').queryKey)?.etag).toBe('"2"');
  expect(world.client.getQueryState(world.queries.list(NEWEST).queryKey)?.isInvalidated).toBe(true);
});

it('takes the metadata back when the write fails', async () => {
  const error = { message: 'Changed meanwhile', code: 'precondition_failed' };
  const world = setUp(() => Promise.resolve({ body: { error }, status: 412 }));
  await load(world);
  const mutation = new MutationObserver(world.client, updateMetadata(CONNECTION));
  const change = { id: 'a', metadata: { env: 'prod' }, base: { env: 'test' }, etag: '"0"' };
  await expect(mutation.mutate(change)).rejects.toMatchObject({ code: 'precondition_failed' });
  expect(metadataEverywhere(world)).toEqual(threeTimes({ env: 'test' }));
  expect(world.client.getQueryState(world.queries.detail('a').queryKey)?.isInvalidated).toBe(true);
});

it('removes a deleted completion from lists and detail, and reads open lists again', async () => {
  const world = setUp(() => Promise.resolve({ body: { id: 'a', deleted: true } }));
  await load(world);
  const open = new QueryObserver(world.client, world.queries.list(NEWEST));
  const close = open.subscribe(() => undefined);
  world.stored.shift();
  await new MutationObserver(world.client, removeCompletion(CONNECTION)).mutate('a');
  expect(metadataEverywhere(world)).toEqual([undefined, undefined, undefined]);
  await vi.waitFor(() => expect(world.sent.at(-1)?.url).toContain('order=desc'));
  close();
});

it('keeps a completion that the server did not delete', async () => {
  const world = setUp(() => Promise.resolve({ body: { id: 'a', deleted: false } }));
  await load(world);
  const mutation = new MutationObserver(world.client, removeCompletion(CONNECTION));
  await expect(mutation.mutate('a')).rejects.toThrow('did not delete');
  expect(metadataEverywhere(world)).toEqual(threeTimes({ env: 'test' }));
});

it('counts a completion as deleted that somebody else deleted', async () => {
  const world = setUp(() => Promise.resolve({ body: { error: { message: 'No' } }, status: 404 }));
  await load(world);
  await new MutationObserver(world.client, removeCompletion(CONNECTION)).mutate('a');
  expect(metadataEverywhere(world)).toEqual([undefined, undefined, undefined]);
});

it('keeps the page before while the next loads, but not that of another connection', async () => {
  const world = setUp(() => Promise.resolve({ body: {} }));
  await load(world);
  const view = new QueryObserver(world.client, world.queries.list(NEWEST));
  const close = view.subscribe(() => undefined);
  view.setOptions(world.queries.list({ ...NEWEST, after: 'a' }));
  expect(view.getCurrentResult()).toMatchObject({ isPlaceholderData: true, status: 'success' });
  view.setOptions(completionQueries({ ...CONNECTION, baseUrl: '/other' }).list(NEWEST));
  expect(view.getCurrentResult().data).toBeUndefined();
  close();
});

it('puts no key into a query key', () => {
  const { detail, list } = completionQueries(CONNECTION);
  expect(JSON.stringify([detail('a').queryKey, list(NEWEST).queryKey])).not.toContain('sk-secret');
});
