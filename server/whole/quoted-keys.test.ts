import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import {
  chunk,
  completion,
  scriptedProvider,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

const KEY = 'sk-canary/0123456789+abcd';
const OTHER = 'other-canary-9876543210wxyz';
const ADDRESS = 'query-canary-1122334455';
const at = useServer((upstream) => ({
  listen: true,
  providers: [
    scriptedProvider(upstream, {
      apiKey: KEY,
      headers: { 'api-key': OTHER, 'x-title': 'a title that is no secret' },
      baseUrl: `${upstream.baseUrl}?key=${ADDRESS}`,
    }),
  ],
}));

const BASE = '/v1/chat/completions';
const CANARY = /canary|0123456789|9876543210|1122334455/;

async function ask(more: object = {}, path = BASE) {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...more });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(at.server.url + path, { method: 'POST', headers, body });
  const text = await readUntilItBreaks(answer);
  const id = answer.headers.get('x-completion-id');
  const kept = id ? (await at.server.app.inject(`/api/completions/${id}`)).body : '';
  const shown = JSON.stringify([...answer.headers]);
  return { status: answer.status, headers: shown, body: text, kept };
}

/** A stream that fails ends without its last chunk. */
async function readUntilItBreaks({ body }: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const bytes of body as unknown as AsyncIterable<Uint8Array>)
      text += decoder.decode(bytes, { stream: true });
  } catch (error) {
    expect(String(error)).toContain('terminated');
  }
  return text;
}

const QUOTES: [what: string, text: string, shown: string][] = [
  ['the key', `Wrong key: ${KEY}.`, 'Wrong key: ****abcd.'],
  ['its scheme', `Bearer ${KEY}`, 'Bearer ****abcd'],
  ['it twice', `${KEY}, ${KEY}`, '****abcd, ****abcd'],
  ['a piece of it', `Wrong key: ${KEY.slice(0, 14)}…`, 'Wrong key: ****abcd…'],
  ['its end', `…${KEY.slice(-12)}`, '…****abcd'],
  ['it encoded', `key=${encodeURIComponent(KEY)}&x`, 'key=****abcd&x'],
  ['a key of a header', `Wrong ${OTHER}`, 'Wrong ****wxyz'],
  ['a key of the address', `/v1?key=${ADDRESS}`, '/v1?key=****4455'],
  ['nothing', 'a title that is no secret: sk-canary', 'a title that is no secret: sk-canary'],
];

it.each(QUOTES)(
  'an error that quotes %s shows the last four characters',
  async (_, text, shown) => {
    const error = { message: text, type: 'x', param: null, code: text };
    at.upstream.script((response) => sendJson(response, { error }, 401));
    for (const url of [BASE, '/v1/embeddings', '/api/providers/scripted/v1/chat/completions']) {
      const answer = await ask({}, url);
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.body)).toMatchObject({ error: { message: shown, code: shown } });
    }
  },
);

it.each([
  ['text', `no: ${KEY}`],
  ['a page', `<!doctype html><title>${KEY} is wrong</title>`],
  ['escaped slashes', JSON.stringify({ error: { message: KEY } }).replaceAll('/', '\\/')],
  ['a list', JSON.stringify([{ error: { message: KEY } }])],
  ['a long body', JSON.stringify({ error: { message: 'x'.repeat(70_000), param: KEY } })],
])('a refusal as %s shows none', async (_, body) => {
  at.upstream.script((response) => sendJson(response, body, 400));
  for (const url of [BASE, '/v1/embeddings']) {
    const answer = await ask({}, url);
    expect(answer.status).toBe(400);
    expect(answer.body).not.toMatch(/0123456789/);
  }
});

it('is found across the slices in which a refusal comes', async () => {
  for (const size of [1, 7, 13, 30]) {
    at.upstream.script(async (response) => {
      response.writeHead(403, { 'content-type': 'application/json' });
      const text = JSON.stringify({ error: { message: `é ${KEY} and ${OTHER}${KEY}` } });
      const bytes = Buffer.from(text);
      for (let from = 0; from < bytes.length; from += size) {
        response.write(bytes.subarray(from, from + size));
        if (size > 1) await sleep(1);
      }
      response.end();
    });
    for (const url of [BASE, '/v1/embeddings']) {
      const { body } = await ask({}, url);
      expect(JSON.parse(body)).toEqual({
        error: { message: 'é ****abcd and ****wxyz****abcd' },
      });
    }
  }
});

const wideOf = (text: string) => Buffer.from(text, 'utf16le');
const WIDE: [what: string, write: (text: string) => Buffer, read: (bytes: Buffer) => string][] = [
  ['UTF-16', wideOf, (bytes) => bytes.toString('utf16le')],
  ['UTF-16 with a mark', (text) => wideOf(`\uFEFF${text}`), (bytes) => bytes.toString('utf16le')],
  [
    'UTF-16, high bytes first',
    (text) => wideOf(text).swap16(),
    (bytes) => bytes.swap16().toString('utf16le'),
  ],
  [
    'UTF-32',
    (text) => Buffer.from(text.replace(/./g, '$&\0\0\0')),
    (bytes) => bytes.toString('latin1').replaceAll('\0', ''),
  ],
  [
    'UTF-7',
    (text) =>
      Buffer.from(text.replace(KEY, (key) => `+${wideOf(key).swap16().toString('base64')}-`)),
    String,
  ],
];

it.each(WIDE)('is not in a failure in %s, which stays readable', async (_, write, read) => {
  const bytes = write(JSON.stringify({ error: { message: `no: ${KEY}`, code: 'x' } }));
  for (const status of [401, 200])
    for (const url of ['/v1/models', '/api/providers/scripted/v1/models', '/v1/embeddings', BASE]) {
      at.upstream.script((response) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.write(bytes.subarray(0, 1));
        response.end(bytes.subarray(1));
      });
      const isAsked = !url.endsWith('models');
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] });
      const init = isAsked ? { method: 'POST', headers, body } : {};
      const shown = Buffer.from(await (await fetch(at.server.url + url, init)).arrayBuffer());
      const plain = shown.toString('latin1').replace(/\0|\\u0000/g, '');
      expect(plain).not.toMatch(/0123456789|MAAxADIAMwA0|AwADEAMgAz/);
      if (url.startsWith('/api'))
        expect(JSON.parse(read(shown).replace('\uFEFF', ''))).toMatchObject({
          error: { message: expect.stringMatching(/^no: .*\*{4}/) as string, code: 'x' },
        });
    }
});

it('is in no header', async () => {
  at.upstream.script((response) => {
    response.setHeader('x-ratelimit-limit-requests', KEY).setHeader('retry-after', OTHER);
    sendJson(response, completion('Hello'));
  });
  for (const url of [BASE, '/v1/embeddings']) {
    const { headers } = await ask({}, url);
    expect(headers).toContain('****abcd');
    expect(headers).not.toMatch(CANARY);
  }
});

it.each([
  ['an error event', (error: object) => [chunk({ content: 'Hel' }), { error }]],
  ['an error of a choice', (error: object) => [{ choices: [{ index: 0, delta: {}, error }] }]],
  ['an error beside an answer', (error: object) => [{ ...chunk({ content: 'x' }, 'stop'), error }]],
  [
    'a warning',
    (error: object) => [{ ...chunk({ content: 'x' }, 'stop'), last_warnings: [error] }],
  ],
  ['an event that is broken', (error: object) => [JSON.stringify({ error }).slice(0, -2)]],
])('is not in a stream with %s, nor in what is kept of it', async (_, events) => {
  at.upstream.script((response) => {
    sendEvents(response, events({ message: `no: ${KEY}`, detail: [OTHER] }));
    response.end();
  });
  const { body, kept } = await ask({ stream: true, store: true });
  expect(kept).toContain('"state"');
  expect(body + kept).not.toMatch(/0123456789|9876543210/);
});

it('is not in an error that comes with a good status', async () => {
  const error = { message: `no: ${KEY}` };
  for (const answer of [{ error }, { ...completion('x'), error }]) {
    at.upstream.script((response) => sendJson(response, answer));
    const { body, kept } = await ask({ store: true });
    expect(body + kept).not.toMatch(/0123456789/);
    expect(body).toContain('****abcd');
  }
});

it('stays in what a model says', async () => {
  const said = `You said ${KEY}`;
  at.upstream.script((response) => sendJson(response, completion(said)));
  expect((await ask({ store: true })).body).toContain(said);
  at.upstream.script((response) => {
    sendEvents(response, [chunk({ content: said }, 'stop'), '[DONE]']);
    response.end();
  });
  expect((await ask({ stream: true })).body).toContain(said);
});

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const delta = event({ type: 'response.output_text.delta', delta: `You said ${KEY}` });
const failure = { code: 'server_error', message: `no: ${KEY}, Basic ${btoa(`:${KEY}`)}` };
const ANSWERS: [what: string, type: string, body: string][] = [
  ['events', 'text/event-stream', delta + event({ error: failure })],
  ['an event that is named', 'text/event-stream', `${delta}event: error\n${event(failure)}`],
  ['a failed response', 'text/event-stream', delta + event({ response: { error: failure } })],
  ['JSON', 'application/json', JSON.stringify({ text: `You said ${KEY}`, error: failure })],
  ['lines', 'application/x-ndjson', `{"text":"You said ${KEY}"}\n{"error":"${KEY}"}\n`],
  ['another type', 'text/html', JSON.stringify([{ text: `You said ${KEY}` }, { error: failure }])],
];
const PACKED: [encoding: string, pack: (text: string) => Buffer][] = [
  ['identity', (text) => Buffer.from(text)],
  ['gzip', (text) => gzipSync(text)],
  ['br', (text) => brotliCompressSync(text)],
];

it.each(ANSWERS)(
  'is hidden in a relayed answer of %s, but not in what it says',
  async (_, type, text) => {
    for (const [encoding, pack] of PACKED)
      for (const url of ['/v1/responses', '/api/providers/scripted/v1/responses']) {
        at.upstream.script(async (response) => {
          response.writeHead(200, { 'content-type': type, 'content-encoding': encoding });
          const bytes = pack(text);
          for (let from = 0; from < bytes.length; from += 23) {
            response.write(bytes.subarray(from, from + 23));
            if (from < 100) await sleep(1);
          }
          response.end();
        });
        const { status, body } = await ask({}, url);
        expect(status).toBe(200);
        expect(body).toContain(`You said ${KEY}`);
        expect(body.replace(`You said ${KEY}`, '')).toContain('****');
        expect(body.replace(`You said ${KEY}`, '')).not.toMatch(/canary|0123456789/);
      }
  },
);

it('leaves an answer of sound its length and its bytes', async () => {
  const bytes = Buffer.from(`{"error":"${KEY}"}`);
  at.upstream.script((response) => {
    response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': bytes.length });
    response.end(bytes);
  });
  const answer = await fetch(`${at.server.url}/v1/audio/x`);
  expect(answer.headers.get('content-length')).toBe(String(bytes.length));
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
});

it('is not in what a provider says while it keeps an answer waiting', async () => {
  const sent = [`: queue position of ${KEY.slice(0, 20)}\n\n`, event({ queue_position: KEY })];
  for (const text of sent) {
    let go = () => {};
    at.upstream.script(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(text);
      await new Promise<void>((resolve) => (go = resolve));
      response.end(event(chunk({ content: 'x' }, 'stop')));
    });
    const asked = ask({ stream: true, store: true });
    const runs = async () => (await at.server.app.inject('/api/runs')).body;
    await expect.poll(runs).toContain('****abcd');
    expect(await runs()).not.toMatch(CANARY);
    go();
    await asked;
  }
});
