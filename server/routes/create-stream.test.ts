import { chunkAnswer, completionAnswer } from '#contract/wire/completion-answer';
import { errorAnswer } from '#contract/wire/error-answer';
import { createParser } from 'eventsource-parser';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../store/errors';
import {
  chunk,
  completion,
  scriptedProvider,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { createCompletion } from '../testing/create-completion';
import { streamText } from '../testing/stream-text';
import { wireErrors } from '../testing/wire-errors';
import { useServer } from '../testing/use-server';
import { startApp } from '../testing/start-app';

const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream)],
  listen: true,
  config: { idleTimeout: 400 },
}));

function create(body: object = {}, init: RequestInit = {}, url = at.server.url) {
  return createCompletion(url, { stream: true, ...body }, init);
}

/** The data of all events of a stream; JSON parsed. */
async function events(response: Response): Promise<unknown[]> {
  const seen: unknown[] = [];
  const parser = createParser({
    onEvent: ({ data }) => seen.push(data === '[DONE]' ? data : (JSON.parse(data) as unknown)),
  });
  parser.feed((await streamText(response)).text);
  return seen;
}

async function detail(response: Response) {
  const id = response.headers.get('x-completion-id');
  const answer = await fetch(`${at.server.url}/api/completions/${id}`);
  return (await answer.json()) as {
    state: string;
    reason: string | null;
    completion: { choices: { message: { content: string } }[]; usage?: unknown };
    timings: { first_token_ms: number | null; total_ms: number | null };
  };
}

const HELLO = [
  chunk({ role: 'assistant', content: 'Hel' }),
  chunk({ content: 'lo' }),
  chunk({}, 'stop'),
];
const USAGE = {
  ...chunk({}),
  choices: [],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
};

describe('a streamed completion', () => {
  it('passes through unchanged when it is not stored', async () => {
    at.upstream.script((response) => {
      sendEvents(response, [...HELLO, '[DONE]']);
      response.end();
    });
    const response = await create();
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    // Or nginx would hold it back until its buffers are full.
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(await events(response)).toEqual([...HELLO, '[DONE]']);
    expect(JSON.parse(at.upstream.received.at(-1)?.body ?? '')).not.toHaveProperty(
      'stream_options',
    );
  });

  it('is stored under our id, with usage that the client did not ask for and does not see', async () => {
    at.upstream.script((response) => {
      sendEvents(response, [...HELLO.map((c) => ({ ...c, usage: null })), USAGE, '[DONE]']);
      response.end();
    });
    const response = await create({ store: true });
    const seen = await events(response);
    const id = response.headers.get('x-completion-id');
    expect(seen).toHaveLength(4);
    for (const event of seen.slice(0, -1)) {
      expect(event).toMatchObject({ id });
      expect(event).not.toHaveProperty('usage');
      expect(wireErrors(chunkAnswer, event)).toEqual([]);
    }
    expect(JSON.parse(at.upstream.received.at(-1)?.body ?? '')).toMatchObject({
      stream_options: { include_usage: true },
    });
    const kept = await detail(response);
    expect(kept).toMatchObject({ state: 'complete', completion: { id, usage: USAGE.usage } });
    expect(kept.completion.choices[0]?.message.content).toBe('Hello');
    expect(kept.timings.first_token_ms).toBeTypeOf('number');
    expect(wireErrors(completionAnswer, kept.completion)).toEqual([]);
  });

  it.each([{ choices: null }, {}])(
    'spares a client that asked for no usage the chunk of it: %j',
    async (choices) => {
      at.upstream.script((response) => {
        sendEvents(response, [...HELLO, { ...choices, usage: USAGE.usage }, '[DONE]']);
        response.end();
      });
      expect(await events(await create({ store: true }))).toHaveLength(4);
    },
  );

  it('shows usage to a client that asked, and keeps its other stream options', async () => {
    at.upstream.script((response) => {
      sendEvents(response, [...HELLO, USAGE, '[DONE]']);
      response.end();
    });
    const options = { include_usage: true, include_obfuscation: false };
    const response = await create({ store: true, stream_options: options });
    expect((await events(response)).at(-2)).toMatchObject({ usage: USAGE.usage });
    expect(JSON.parse(at.upstream.received.at(-1)?.body ?? '')).toMatchObject({
      stream_options: options,
    });
  });

  it('sends [DONE] only after the answer is committed', async () => {
    const finish = vi.fn<() => void>();
    const slow = await startApp({
      providers: [scriptedProvider(at.upstream)],
      listen: true,
      store: (store) => ({
        ...store,
        async finish(id, outcome) {
          await sleep(150);
          const isKept = await store.finish(id, outcome);
          finish();
          return isKept;
        },
      }),
    });
    at.upstream.script((response) => {
      sendEvents(response, [...HELLO, '[DONE]']);
      response.end();
    });
    const response = await create({ store: true }, {}, slow.url);
    expect((await events(response)).at(-1)).toBe('[DONE]');
    expect(finish).toHaveBeenCalledOnce();
    await slow.close();
  });

  it('counts as whole without [DONE] when all finish reasons came, also with the socket left open after [DONE]', async () => {
    at.upstream.script((response) => {
      sendEvents(response, HELLO);
      response.end();
    });
    expect((await events(await create({ store: true }))).at(-1)).toBe('[DONE]');
    at.upstream.script((response) => sendEvents(response, [...HELLO, '[DONE]']));
    expect((await events(await create({ store: true }))).at(-1)).toBe('[DONE]');
  });

  it.each([
    ['ends early', 'upstream_error', (r: { end(): unknown }) => r.end()],
    [
      'is reset',
      'upstream_error',
      (r: { destroy(): unknown }) => setTimeout(() => r.destroy(), 50),
    ],
    ['falls silent', 'upstream_timeout', () => undefined],
  ] as const)('never looks complete when the provider %s', async (_, reason, end) => {
    at.upstream.script((response) => {
      sendEvents(response, HELLO.slice(0, 2));
      end(response);
    });
    const response = await create({ store: true });
    const seen = await events(response);
    expect(seen).not.toContain('[DONE]');
    expect(wireErrors(errorAnswer, seen.at(-1))).toEqual([]);
    const kept = await detail(response);
    expect(kept).toMatchObject({ state: 'incomplete', reason });
    expect(kept.completion.choices[0]?.message.content).toBe('Hello');
    const listed = await fetch(
      `${at.server.url}/v1/chat/completions/${response.headers.get('x-completion-id')}`,
    );
    expect(listed.status).toBe(404);
  });

  it.each([
    [
      'an error event, then [DONE]',
      [{ error: { message: 'x', type: 'y', param: null, code: null } }, '[DONE]'],
      'upstream_error',
    ],
    ['a malformed event', ['{"choices":', '[DONE]'], 'invalid_response'],
    ['a forged end', ['[DONE]x'], 'invalid_response'],
    ['an event that is no object', ['3'], 'invalid_response'],
  ])('never looks complete after %s', async (_, more, reason) => {
    at.upstream.script((response) => {
      sendEvents(response, [HELLO[0] ?? '', ...more]);
      response.end();
    });
    const response = await create({ store: true });
    const seen = await events(response);
    expect(seen).not.toContain('[DONE]');
    expect(seen.at(-1)).toHaveProperty('error');
    expect(await detail(response)).toMatchObject({ state: 'incomplete', reason });
  });

  it('reads any framing: single bytes, CR LF, comments, several data lines, no space', async () => {
    const text = `\uFEFF: comment\r\nevent: set-cookie\r\ndata:${JSON.stringify(chunk({ content: 'häl€😀' }))}\r\n\r\ndata: {"choices":\ndata: [{"index":0,"delta":{},"finish_reason":"stop"}]}\n\rdata: [DONE]\n\n`;
    at.upstream.script(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const byte of Buffer.from(text)) {
        response.write(Buffer.from([byte]));
        if (byte === 0x0a) await sleep(1);
      }
      response.end();
    });
    const response = await create({ store: true });
    expect((await events(response)).at(-1)).toBe('[DONE]');
    expect((await detail(response)).completion.choices[0]?.message.content).toBe('häl€😀');
  });

  it('is cancelled when a plain client hangs up, and what came is kept', async () => {
    at.upstream.script((response) => sendEvents(response, HELLO.slice(0, 2)));
    const abort = new AbortController();
    const response = await create({ store: true }, { signal: abort.signal });
    await response.body?.getReader().read();
    abort.abort();
    await at.upstream.received.at(-1)?.aborted;
    await vi.waitFor(async () =>
      expect(await detail(response)).toMatchObject({
        state: 'incomplete',
        reason: 'client_disconnect',
      }),
    );
  });

  it('goes on without its reader when asked to, can be joined again without gap or repeat, and stopped', async () => {
    const send: ((events: object[]) => void)[] = [];
    at.upstream.script((response) => {
      sendEvents(response, HELLO.slice(0, 1));
      send.push((more) => sendEvents(response, more));
    });
    const abort = new AbortController();
    const response = await create(
      { store: true },
      { signal: abort.signal, headers: { 'x-on-disconnect': 'continue' } },
    );
    await response.body?.getReader().read();
    abort.abort();
    const id = response.headers.get('x-completion-id');
    const joined = await fetch(`${at.server.url}/api/completions/${id}/stream`);
    const [watched, read] = joined.body?.tee() ?? [];
    send[0]?.([chunk({ content: 'lo' })]);
    await saying(watched, '"lo"');
    const stopped = await fetch(`${at.server.url}/api/completions/${id}/stop`, { method: 'POST' });
    expect(stopped.status).toBe(202);
    await at.upstream.received.at(-1)?.aborted;
    const seen = (await events(new Response(read))) as {
      choices?: { delta: { content?: string } }[];
    }[];
    expect(seen.flatMap((e) => e.choices?.map((c) => c.delta.content) ?? [])).toEqual([
      'Hel',
      'lo',
    ]);
    expect(seen.at(-1)).toMatchObject({ error: { code: 'user_stop' } });
    expect(await detail(response)).toMatchObject({ state: 'incomplete', reason: 'user_stop' });
  });

  it('says in the stream that a whole answer could not be kept, and never acknowledges it', async () => {
    const failing = await startApp({
      providers: [scriptedProvider(at.upstream)],
      listen: true,
      store: (store) => ({
        ...store,
        finish: () => Promise.reject(new StoreUnavailable('disk full')),
      }),
    });
    at.upstream.script((response) => {
      sendEvents(response, [...HELLO, '[DONE]']);
      response.end();
    });
    const seen = await events(await create({ store: true }, {}, failing.url));
    expect(seen).toHaveLength(4);
    expect(seen.at(-1)).toMatchObject({ error: { code: 'completion_not_stored' } });
    at.upstream.script((response) => sendJson(response, completion('Hello')));
    const whole = await create({ store: true, stream: false }, {}, failing.url);
    expect(whole.headers.get('x-completion-stored')).toBe('false');
    expect(await whole.json()).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
    await failing.close();
  });

  it('calls no provider when the store cannot write', async () => {
    const failing = await startApp({
      providers: [scriptedProvider(at.upstream)],
      listen: true,
      store: (store) => ({
        ...store,
        begin: () => Promise.reject(new StoreUnavailable('disk full')),
      }),
    });
    const count = at.upstream.received.length;
    const refused = await create({ store: true }, {}, failing.url);
    expect(refused.status).toBe(503);
    expect(at.upstream.received).toHaveLength(count);
    expect((await create({ store: false }, {}, failing.url)).status).toBe(200);
    await failing.close();
  });

  it('leaves nothing that looks as if it ran when the word of its beginning, or its removal, was lost', async () => {
    let isAway = true;
    const away = () => Promise.reject(new StoreUnavailable('connection lost'));
    const failing = await startApp({
      providers: [scriptedProvider(at.upstream)],
      listen: true,
      store: (store) => ({
        ...store,
        begin: (draft) => store.begin(draft).then(() => (isAway ? away() : undefined)),
        delete: (id, scope) => (isAway ? away() : store.delete(id, scope)),
      }),
    });
    expect((await create({ store: true }, {}, failing.url)).status).toBe(503);
    isAway = false;
    at.upstream.script((response) => {
      isAway = true;
      sendJson(response, { error: { message: 'no' } }, 400);
    });
    expect((await create({ store: true }, {}, failing.url)).status).toBe(400);
    const rows = async () => (await failing.app.inject('/api/completions')).json<{ data: [] }>();
    expect((await rows()).data).toHaveLength(2);
    isAway = false;
    await expect.poll(async () => (await rows()).data, { timeout: 10_000 }).toEqual([]);
    await failing.close();
  });
});

/** Resolves once a stream has said a text. */
async function saying(stream: ReadableStream<Uint8Array> | undefined, text: string): Promise<void> {
  let said = '';
  for (const reader = stream?.getReader(); !said.includes(text);) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) throw new Error(`it ended without '${text}'`);
    said += Buffer.from(value ?? []).toString('latin1');
  }
}
