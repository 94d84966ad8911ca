import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createCompletion } from '../testing/create-completion';
import { chunk, scriptedProvider, sendEvents } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

const LIMIT_MS = 1_600;

const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream)],
  listen: true,
  config: { unwatchedLimit: LIMIT_MS },
}));

/** Asks for an answer that goes on without its client; resolves when the provider has been asked. */
async function ask(body: object, signal?: AbortSignal) {
  const name = randomUUID();
  const asked = new Promise<ServerResponse>((resolve) => at.upstream.script(resolve));
  const headers = { 'x-run': name, 'x-on-disconnect': 'continue' };
  const init = { headers, ...(signal && { signal }) };
  createCompletion(at.server.url, { stream: true, ...body }, init).catch(() => undefined);
  return { path: `/api/runs/${name}`, provider: await asked };
}

async function run(path: string) {
  const response = await fetch(at.server.url + path);
  return (await response.json()) as { phase: string; completion_id: string | null };
}

async function look(path: string): Promise<string> {
  return (await fetch(`${at.server.url}${path}/stream?follow=false`)).text();
}

describe('a look at what has come of an answer', () => {
  it.each([true, false])('ends at once (stored: %j)', async (store) => {
    const { path, provider } = await ask({ store });
    expect(await look(path)).toBe('');
    sendEvents(provider, [chunk({ content: 'Hello' })]);
    await vi.waitFor(async () => expect(await look(path)).toContain('"Hello"'));
    sendEvents(provider, [chunk({ content: ', world' })]);
    const { completion_id: id } = await run(path);
    const other = store ? `/api/completions/${id}` : path;
    await vi.waitFor(async () => expect(await look(other)).toContain('"Hello, world"'));
    expect(await look(other), 'nobody takes it for the whole answer').not.toContain('[DONE]');
    expect((await run(path)).phase).toBe('streaming');
    sendEvents(provider, [chunk({}, 'stop'), '[DONE]']);
    provider.end();
    await vi.waitFor(async () => expect((await run(path)).phase).toBe('ended'));
  });

  it.each(['follow=no', 'follow=', 'follow=false&follow=true'])(
    'is refused for %s',
    async (query) => {
      const { path, provider } = await ask({});
      const refused = await fetch(`${at.server.url}${path}/stream?${query}`);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: { param: 'follow' } });
      provider.end();
    },
  );

  it('counts as waiting for it', async () => {
    const client = new AbortController();
    const { path, provider } = await ask({ store: true }, client.signal);
    sendEvents(provider, [chunk({ content: 'and so on' })]);
    client.abort();
    for (let looks = 0; looks < 6; looks += 1) {
      await sleep(LIMIT_MS / 4);
      await look(path);
    }
    expect((await run(path)).phase).toBe('streaming');
    await vi.waitFor(async () => expect((await run(path)).phase).toBe('ended'), 10_000);
  });
});
