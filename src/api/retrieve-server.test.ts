import { afterEach, expect, it, vi } from 'vitest';
import { retrieveServer } from '@/api/retrieve-server';

afterEach(() => vi.unstubAllGlobals());

const answer = (body: string, status = 200) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));

it('knows its own server', async () => {
  const info = { version: '1', capabilities: [], providers: [], limits: {}, database: 'sqlite' };
  answer(JSON.stringify(info));
  expect(await retrieveServer()).toEqual(info);
});

it('takes any other server for a plain one', async () => {
  for (const body of ['<!doctype html>', '{"hello":"world"}', '[]']) {
    answer(body);
    expect(await retrieveServer()).toBeNull();
  }
  answer('Not found', 404);
  expect(await retrieveServer()).toBeNull();
});

it('does not take a failing server for another one', async () => {
  answer('', 403);
  await expect(retrieveServer()).rejects.toMatchObject({ isForbidden: true });
});
