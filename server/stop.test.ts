import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stopServer } from './stop';
import { openStore } from './store/open-store';
import {
  chunk,
  scriptedProvider,
  sendEvents,
  startScriptedUpstream,
  type ScriptedUpstream,
} from './testing/scripted-upstream';
import { createCompletion } from './testing/create-completion';
import { streamText } from './testing/stream-text';
import { startApp, type TestApp } from './testing/start-app';

let upstream: ScriptedUpstream;
let server: TestApp;

beforeEach(async () => {
  upstream = await startScriptedUpstream();
  server = await startApp({
    providers: [scriptedProvider(upstream)],
    listen: true,
    config: { drainTimeout: 500 },
  });
});
afterEach(async () => {
  await server.close();
  await upstream.close();
});

function create(more: object = {}, init: RequestInit = {}): Promise<Response> {
  return createCompletion(server.url, { store: true, stream: true, ...more }, init);
}

function idOf(response: Response): string {
  return response.headers.get('x-completion-id') ?? '';
}

/** What the next process finds in the database. */
async function keptStates(ids: string[]): Promise<string[]> {
  const store = await openStore(`file:${server.folder}/chatkeep.db`);
  const rows = await Promise.all(ids.map((id) => store.retrieve(id, 'any')));
  await store.close();
  return rows.map((row) => `${row?.state} ${row?.reason} ${row?.outputPreview}`);
}

describe('stopping with 20 answers under way', () => {
  it('lets those end that end in time, keeps what came of the others, and says so to both', async () => {
    const ends: (() => void)[] = [];
    upstream.script((response) => {
      sendEvents(response, [chunk({ content: 'Hel' })]);
      ends.push(() => {
        sendEvents(response, [chunk({ content: 'lo' }, 'stop'), '[DONE]']);
        response.end();
      });
    });
    const responses = await Promise.all(Array.from({ length: 20 }, () => create()));
    const bodies = responses.map(async (response) => (await streamText(response)).text);
    await expect.poll(() => ends.length).toBe(20);
    const stopped = stopServer(server.app, server.parts);
    await sleep(50);
    // Requests reach the provider in any order: who ends is told by the texts, not by the position.
    for (const end of ends.slice(0, 10)) end();
    await stopped;
    const texts = await Promise.all(bodies);
    expect(texts.filter((text) => text.endsWith('data: [DONE]\n\n'))).toHaveLength(10);
    expect(texts.filter((text) => text.includes('"code":"server_restart"'))).toHaveLength(10);
    const states = await keptStates(responses.map(idOf));
    texts.forEach((text, at) => {
      const isWhole = text.endsWith('data: [DONE]\n\n');
      expect(states[at]).toBe(isWhole ? 'complete null Hello' : 'incomplete server_restart Hel');
    });
  });

  it('waits also for answers that go on without a client', async () => {
    const send: ((event: object, last: string) => void)[] = [];
    upstream.script((response) => {
      sendEvents(response, [chunk({ content: 'Hel' })]);
      send.push((...events) => {
        sendEvents(response, events);
        response.end();
      });
    });
    const abort = new AbortController();
    const headers = { 'x-on-disconnect': 'continue' };
    const response = await create({}, { signal: abort.signal, headers });
    await response.body?.getReader().read();
    abort.abort();
    const stopped = stopServer(server.app, server.parts);
    await sleep(100);
    send[0]?.(chunk({ content: 'lo' }, 'stop'), '[DONE]');
    await stopped;
    expect(await keptStates([idOf(response)])).toEqual(['complete null Hello']);
  });

  it('accepts no new connections meanwhile', async () => {
    upstream.script((response) => sendEvents(response, [chunk({ content: 'Hel' })]));
    const reading = streamText(await create());
    const stopped = stopServer(server.app, server.parts);
    await vi.waitFor(() => expect(server.app.server.listening).toBe(false));
    await expect(
      fetch(`${server.url}/livez`, { headers: { connection: 'close' } }),
    ).rejects.toThrow('fetch failed');
    await stopped;
    expect((await reading).text).toContain('server_restart');
  });
});
