import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { stopServer } from '../stop';
import { createCompletion } from '../testing/create-completion';
import {
  chunk,
  completion,
  scriptedProvider,
  type ScriptedUpstream,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { type AppOptions, startApp, type TestApp } from '../testing/start-app';
import { useServer } from '../testing/use-server';

const options = (upstream: ScriptedUpstream): AppOptions => ({
  providers: [scriptedProvider(upstream)],
  listen: true,
});
const at = useServer(options);

const EVERY = [
  { stream: true, store: true },
  { stream: true, store: false },
  { stream: false, store: true },
  { stream: false, store: false },
];

type RunBody = {
  name: string;
  completion_id: string | null;
  phase: string;
  outcome?: string;
  reason?: string | null;
  error?: { message: string } | null;
};

async function json<Body>(path: string, init: RequestInit = {}): Promise<Body> {
  return (await fetch(at.server.url + path, init)).json() as Promise<Body>;
}

const runOf = (name: string) => json<RunBody>(`/api/runs/${name}`);

function stop(path: string): Promise<Response> {
  return fetch(`${at.server.url}${path}/stop`, { method: 'POST' });
}

/** Asks under a name; `answer` comes when the server lets it. */
function ask(body: object, init: RequestInit = {}) {
  const name = randomUUID();
  const headers = { ...(init.headers as Record<string, string>), 'x-run': name };
  const answer = createCompletion(at.server.url, body, { ...init, headers });
  // Some tests hang up: then nobody waits for it.
  answer.catch(() => undefined);
  return { name, answer };
}

/** The provider got the request and says nothing yet; `release` lets it go on. */
function holdBack() {
  const count = at.upstream.received.length;
  const held: Parameters<Parameters<ScriptedUpstream['script']>[0]>[0][] = [];
  at.upstream.script((response) => held.push(response));
  return {
    async asked() {
      await vi.waitFor(() => expect(at.upstream.received.length).toBeGreaterThan(count));
      return at.upstream.received[count];
    },
    asks: () => at.upstream.received.length - count,
    response: () => held[0]!, // asked() has resolved: there is one
  };
}

async function kept(id: string | null) {
  return json<{ state: string; reason: string; completion: { choices: unknown[] } }>(
    `/api/completions/${id}`,
  );
}

function textOf(events: string): string {
  return [...events.matchAll(/^data: (\{.*)$/gm)]
    .map(([, data]) => JSON.parse(data ?? '') as ReturnType<typeof chunk>)
    .flatMap(({ choices }) => choices ?? [])
    .map(({ delta }) => (delta as { content?: string }).content ?? '')
    .join('');
}

describe.each(EVERY)('before the first byte of an answer (%j)', (body) => {
  it('it is listed, and stopped by its name within a second', async () => {
    const provider = holdBack();
    const { name, answer } = ask(body);
    const asked = await provider.asked();
    const { data } = await json<{ data: RunBody[] }>('/api/runs');
    const listed = data.find((run) => run.name === name);
    expect(listed).toMatchObject({
      object: 'run',
      phase: 'waiting',
      provider: 'scripted',
      model: 'scripted:m',
      stored: body.store,
    });
    const { completion_id: id } = listed!; // found above
    expect(id !== null).toBe(body.store);
    if (body.store)
      expect(await kept(id)).toMatchObject({
        state: 'running',
        completion: { id, object: 'chat.completion', model: 'm', choices: [] },
      });

    const stopped = await stop(`/api/runs/${name}`);
    expect(stopped.status).toBe(202);
    const isClosed = asked?.aborted.then(() => true);
    expect(await Promise.race([isClosed, sleep(1_000)])).toBe(true);
    const response = await answer;
    expect(response.status).toBe(499);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.json()).toMatchObject({ error: { code: 'user_stop' } });
    expect(provider.asks()).toBe(1);
    if (body.store) {
      const record = await kept(id);
      expect(record).toMatchObject({ state: 'incomplete', reason: 'user_stop' });
      expect(record.completion.choices).toEqual([]);
    }
    expect(await runOf(name)).toMatchObject({
      phase: 'ended',
      outcome: 'incomplete',
      reason: 'user_stop',
      completion_id: id,
    });
    expect((await stop(`/api/runs/${name}`)).status).toBe(404);
  });

  it('it can be followed from its beginning to its end', async () => {
    const provider = holdBack();
    const { name, answer } = ask(body);
    await provider.asked();
    const followed = fetch(`${at.server.url}/api/runs/${name}/stream`, {
      headers: { 'x-keep-alive': 'comments' },
    }).then((response) => response.text());
    await sleep(50);
    if (body.stream) {
      sendEvents(provider.response(), [chunk({ content: 'Hel' })]);
      sendEvents(provider.response(), [chunk({ content: 'lo' }, 'stop'), '[DONE]']);
      provider.response().end();
    } else sendJson(provider.response(), completion('Hello'));
    const events = await followed;
    expect(textOf(events)).toBe('Hello');
    expect(events.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(await (await answer).text()).toContain('lo');
    expect(await runOf(name)).toMatchObject({ phase: 'ended', outcome: 'complete' });
  });
});

describe('a run', () => {
  it.each([true, false])('is stopped by its completion too (stream: %j)', async (stream) => {
    const provider = holdBack();
    const { name, answer } = ask({ stream, store: true });
    const asked = await provider.asked();
    const { completion_id: id } = await runOf(name);
    expect((await stop(`/api/completions/${id}`)).status).toBe(202);
    await asked?.aborted;
    expect((await answer).status).toBe(499);
    expect(await kept(id)).toMatchObject({ state: 'incomplete', reason: 'user_stop' });
  });

  it('has a name of its own where the client gives none', async () => {
    at.upstream.script((response) => sendJson(response, completion('Hello')));
    const response = await createCompletion(at.server.url);
    const name = response.headers.get('x-run');
    expect(name).toMatch(/^[\w-]{16,64}$/);
    expect(await runOf(name ?? '')).toMatchObject({ phase: 'ended', outcome: 'complete' });
  });

  it('has its name to itself as long as it goes on', async () => {
    const provider = holdBack();
    const { name, answer } = ask({ store: true });
    await provider.asked();
    const headers = { 'x-run': name };
    const second = await createCompletion(at.server.url, {}, { headers });
    expect(second.status).toBe(400);
    expect(await second.json()).toMatchObject({ error: { code: 'run_in_use', param: 'x-run' } });
    expect(provider.asks()).toBe(1);
    sendJson(provider.response(), completion('Hello'));
    expect((await answer).status).toBe(200);
    at.upstream.script((response) => sendJson(response, completion('Again')));
    expect((await createCompletion(at.server.url, {}, { headers })).status).toBe(200);
  });

  it.each(['short', 'x'.repeat(65), 'sixteen characters', 'sixteen/slashes/here'])(
    'is not named %j',
    async (name) => {
      const headers = { 'x-run': name };
      const response = await createCompletion(at.server.url, {}, { headers });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { param: 'x-run' } });
    },
  );

  it('that the provider refuses leaves its words, and no record', async () => {
    at.upstream.script((response) => sendJson(response, { error: { message: 'No.' } }, 503));
    const { name, answer } = ask({ store: true });
    expect((await answer).status).toBe(503);
    expect(await runOf(name)).toMatchObject({
      phase: 'ended',
      outcome: 'failed',
      completion_id: null,
      error: { message: 'No.' },
    });
  });

  it('of a model that is nowhere ends with it', async () => {
    const { name, answer } = ask({ model: 'scripted:' + 'm'.repeat(300) });
    expect((await answer).status).toBe(400);
    const known = await fetch(`${at.server.url}/api/runs/${name}`);
    expect(known.status).toBe(404);
    const { data } = await json<{ data: RunBody[] }>('/api/runs');
    expect(data).toEqual([]);
  });

  it('that is being kept stays whole when it is stopped then', async () => {
    let finish = () => {};
    const slow = await startApp({
      ...options(at.upstream),
      store: (store) => ({
        ...store,
        finish: async (...args) => {
          await new Promise<void>((resolve) => (finish = resolve));
          return store.finish(...args);
        },
      }),
    });
    at.upstream.script((response) => sendJson(response, completion('Hello')));
    const name = randomUUID();
    const headers = { 'x-run': name };
    const answer = createCompletion(slow.url, { store: true }, { headers });
    const look = async () =>
      (await (await fetch(`${slow.url}/api/runs/${name}`)).json()) as RunBody;
    await vi.waitFor(async () => expect((await look()).phase).toBe('storing'));
    await fetch(`${slow.url}/api/runs/${name}/stop`, { method: 'POST' });
    finish();
    expect((await answer).headers.get('x-completion-stored')).toBe('true');
    expect(await look()).toMatchObject({ outcome: 'complete' });
    await slow.close();
  });
});

describe('a client that goes away', () => {
  it.each(EVERY.filter(({ store }) => store))(
    'before the answer begins leaves a record (%j)',
    async (body) => {
      const provider = holdBack();
      const abort = new AbortController();
      const { name } = ask(body, { signal: abort.signal });
      const asked = await provider.asked();
      const { completion_id: id } = await runOf(name);
      abort.abort();
      await asked?.aborted;
      await vi.waitFor(async () =>
        expect(await kept(id)).toMatchObject({ state: 'incomplete', reason: 'client_disconnect' }),
      );
    },
  );

  it.each(EVERY)('finds its answer again by its name (%j)', async (body) => {
    const provider = holdBack();
    const abort = new AbortController();
    const headers = { 'x-on-disconnect': 'continue' };
    const { name } = ask(body, { signal: abort.signal, headers });
    await provider.asked();
    abort.abort();
    await sleep(50);
    const followed = fetch(`${at.server.url}/api/runs/${name}/stream`);
    await sleep(50);
    if (body.stream) {
      sendEvents(provider.response(), [chunk({ content: 'Hello' }, 'stop'), '[DONE]']);
      provider.response().end();
    } else sendJson(provider.response(), completion('Hello'));
    expect(textOf(await (await followed).text())).toBe('Hello');
    expect(provider.asks()).toBe(1);
  });

  // One that left in the last moment has not been missed yet when its answer ends.
  it.each(['stream, left', 'plain, left', 'stream, there', 'plain, there'])(
    'finds what is stored nowhere also when it has ended meanwhile (%s)',
    async (how) => {
      const provider = holdBack();
      const abort = new AbortController();
      const headers = { 'x-on-disconnect': 'continue' };
      const { name } = ask({ stream: how.startsWith('stream') }, { signal: abort.signal, headers });
      await provider.asked();
      if (how.endsWith('left')) abort.abort();
      await sleep(50);
      if (how.startsWith('stream')) {
        sendEvents(provider.response(), [chunk({ content: 'Hello' }, 'stop'), '[DONE]']);
        provider.response().end();
      } else sendJson(provider.response(), completion('Hello'));
      await vi.waitFor(async () => expect((await runOf(name)).phase).toBe('ended'));
      const events = await (await fetch(`${at.server.url}/api/runs/${name}/stream`)).text();
      expect(textOf(events)).toBe('Hello');
      expect(events.endsWith('data: [DONE]\n\n')).toBe(true);
    },
  );
});

describe('limits', () => {
  async function limited(config: AppOptions['config'], test: (server: TestApp) => Promise<void>) {
    const server = await startApp({ ...options(at.upstream), config });
    try {
      await test(server);
    } finally {
      await server.close();
    }
  }
  async function rows(server: TestApp) {
    const response = await fetch(`${server.url}/api/completions`);
    const { data } = (await response.json()) as { data: { state: string; id: string }[] };
    return Promise.all(
      data.map(async ({ id }) => {
        const detail = await fetch(`${server.url}/api/completions/${id}`);
        const { state, reason } = (await detail.json()) as { state: string; reason: string };
        return `${state} ${reason}`;
      }),
    );
  }

  it.each([
    [true, { answerTimeout: 200 }, 'STREAM_START_MINUTES'],
    [false, { plainTimeout: 200 }, 'PLAIN_ANSWER_MINUTES'],
  ])('of time name their setting and leave a record (stream: %j)', async (stream, config, name) => {
    await limited(config, async (server) => {
      const provider = holdBack();
      const response = await createCompletion(server.url, { stream, store: true });
      expect(response.status).toBe(504);
      expect(response.headers.get('x-should-retry')).toBe('false');
      const { error } = (await response.json()) as { error: { message: string; code: string } };
      expect(error.code).toBe('upstream_timeout');
      expect(error.message).toContain(name);
      await (
        await provider.asked()
      )?.aborted;
      expect(await rows(server)).toEqual(['incomplete upstream_timeout']);
    });
  });

  it('of a plain answer hold when headers come first, too, and its silence is no other', async () => {
    await limited({ plainTimeout: 400, idleTimeout: 50 }, async (server) => {
      at.upstream.script(async (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.flushHeaders();
        await sleep(200);
        response.end(JSON.stringify(completion('Late')));
      });
      const late = await createCompletion(server.url, { store: true });
      expect(await late.text()).toContain('Late');
      at.upstream.script((response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.flushHeaders();
      });
      const never = await createCompletion(server.url, { store: true });
      expect(await never.text()).toContain('PLAIN_ANSWER_MINUTES');
      expect((await rows(server)).sort()).toEqual(['complete null', 'incomplete upstream_timeout']);
    });
  });

  it('end what nobody watches, and nothing that somebody does', async () => {
    await limited({ unwatchedLimit: 250 }, async (server) => {
      at.upstream.script((response) => sendEvents(response, [chunk({ content: 'and so on ' })]));
      const abort = new AbortController();
      const headers = { 'x-on-disconnect': 'continue' };
      const init = { headers, signal: abort.signal };
      const loop = await createCompletion(server.url, { stream: true, store: true }, init);
      await sleep(400);
      const watching = new AbortController();
      const path = `/api/runs/${loop.headers.get('x-run')}/stream`;
      const watched = await fetch(server.url + path, { signal: watching.signal });
      abort.abort();
      await sleep(400);
      expect(await rows(server)).toEqual(['running null']);
      expect(watched.status).toBe(200);
      watching.abort();
      await at.upstream.received.at(-1)?.aborted;
      await vi.waitFor(async () => expect(await rows(server)).toEqual(['incomplete unwatched']));
    });
  });

  it('of a stop reach an answer that has not begun', async () => {
    const server = await startApp({ ...options(at.upstream), config: { drainTimeout: 100 } });
    const provider = holdBack();
    const answer = createCompletion(server.url, { stream: true, store: true });
    await provider.asked();
    const id = server.parts.runs.all()[0]?.identity?.id ?? '';
    const finished = vi.spyOn(server.parts.store, 'finish');
    await stopServer(server.app, server.parts);
    expect(finished).toHaveBeenCalledWith(
      id,
      expect.objectContaining({ state: 'incomplete', reason: 'server_restart' }),
    );
    expect((await answer).status).toBe(503);
  });
});
