import { errorAnswer } from '#contract/wire/error-answer';
import { gzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
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
import { startApp } from '../testing/start-app';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({
  providers: [
    scriptedProvider(upstream, { stored: true }),
    scriptedProvider(upstream, { name: 'nowhere', baseUrl: 'http://no-such-host.invalid/v1' }),
    scriptedProvider(upstream, {
      name: 'plain',
      baseUrl: upstream.baseUrl.replace('http:', 'https:'),
    }),
  ],
  listen: true,
  config: { keepAliveInterval: 50 },
}));
/** As short as the tests of its limits need; nothing else may depend on the machine's load. */
const hasty = useServer((upstream) => ({
  providers: [scriptedProvider(upstream)],
  listen: true,
  config: { idleTimeout: 2_000, answerTimeout: 300, plainTimeout: 1_500, keepAliveInterval: 50 },
}));

function create(body: object = {}, init: RequestInit = {}) {
  return createCompletion(at.server.url, { store: true, ...body }, init);
}

const createHastily = (body: object = {}, init: RequestInit = {}) =>
  createCompletion(hasty.server.url, { store: true, ...body }, init);

async function detail(response: Response, url = at.server.url) {
  const id = response.headers.get('x-completion-id');
  const answer = await fetch(`${url}/api/completions/${id}`);
  return (await answer.json()) as { state: string; reason: string | null };
}

async function expectFailure(response: Response, status: number, code: string) {
  const body: unknown = await response.json();
  expect(response.status).toBe(status);
  expect(body).toMatchObject({ error: { code } });
  expect(wireErrors(errorAnswer, body)).toEqual([]);
  // Only where an answer may exist could a retry pay for it again.
  const isPaid = ['upstream_timeout', 'upstream_invalid', 'invalid_response'].includes(code);
  expect(response.headers.get('x-should-retry')).toBe(isPaid ? 'false' : null);
  expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|no-such-host|canary/);
}

const HELLO = [chunk({ role: 'assistant', content: 'Hel' }), chunk({ content: 'lo' }, 'stop')];

describe('a provider that cannot be asked', () => {
  it.each([
    ['has no address', 'nowhere:m', 'its host name was not found'],
    ['speaks no TLS', 'plain:m', 'TLS'],
  ])('because it %s is named, not its host', async (_, model, why) => {
    const response = await create({ model });
    expect(await response.clone().text()).toContain(why);
    await expectFailure(response, 502, 'upstream_unreachable');
  });

  it('is not waited for forever, neither for its first nor for its last byte', async () => {
    hasty.upstream.script(() => undefined);
    await expectFailure(await createHastily(), 504, 'upstream_timeout');
    await hasty.upstream.received.at(-1)?.aborted;
    for (const status of [200, 500]) {
      hasty.upstream.script((response) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.write('{"choices":');
      });
      await expectFailure(await createHastily(), 504, 'upstream_timeout');
      await hasty.upstream.received.at(-1)?.aborted;
    }
  });

  it.each([301, 302, 303, 307, 308])(
    'is not followed when it redirects with %d',
    async (status) => {
      const count = at.upstream.received.length;
      at.upstream.script((response) => {
        response.writeHead(status, { location: `${at.upstream.baseUrl}/elsewhere` }).end();
      });
      for (const stream of [false, true]) {
        await expectFailure(await create({ stream }), 502, 'upstream_redirect');
      }
      const relayed = await fetch(`${at.server.url}/api/providers/scripted/v1/models`);
      await expectFailure(relayed, 502, 'upstream_redirect');
      expect(at.upstream.received).toHaveLength(count + 3);
    },
  );
});

describe('an answer', () => {
  const bomb = gzipSync(Buffer.alloc(70_000_000, 32));

  it.each([
    ['with headers too large', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(70_000)}\r\n\r\n{}`],
    ['with two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['in another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ])('%s is named as no HTTP, and not asked for again', async (_, bytes) => {
    at.upstream.script((response) => response.socket?.end(bytes));
    for (const stream of [false, true]) {
      const response = await create({ stream });
      expect(await response.clone().text()).toContain('not valid HTTP');
      await expectFailure(response, 502, 'upstream_invalid');
    }
  });

  it('that is compressed is unpacked, for a stream as well', async () => {
    at.upstream.script((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(completion('Hi'))));
    });
    expect(await (await create({ store: true })).json()).toMatchObject({
      choices: [{ message: { content: 'Hi' } }],
    });
    expect(await (await create({ stream: true })).text()).toMatch(/"Hi".*\[DONE\]/s);
  });

  it('that is compressed beyond bounds fails', async () => {
    at.upstream.script((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(bomb);
    });
    await expectFailure(await create(), 502, 'upstream_invalid');
    const streamed = await streamText(await create({ stream: true }));
    expect(streamed.isBroken).toBe(true);
    expect(streamed.text).toContain('"error"');
    expect(streamed.text).not.toContain('[DONE]');
  });

  it('that is compressed is relayed as what it is', async () => {
    at.upstream.script((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync('{"object":"list"}'));
    });
    const relayed = await fetch(`${at.server.url}/api/providers/scripted/v1/models`);
    expect(await relayed.json()).toEqual({ object: 'list' });
  });

  it('under an id that the provider gave before is another completion', async () => {
    at.upstream.script((response) => sendJson(response, completion('Hi')));
    const ids = new Set<string>();
    for (let n = 0; n < 3; n += 1) ids.add(((await (await create()).json()) as { id: string }).id);
    expect(ids.size).toBe(3);
    expect(ids).not.toContain('up-1');
  });

  it('sets no header that acts on a browser, and its event names and ids go no further', async () => {
    at.upstream.script((response) => {
      response.writeHead(200, {
        'content-type': 'text/html',
        'set-cookie': 'a=b',
        'access-control-allow-origin': '*',
        'content-security-policy': 'default-src *',
        location: 'https://evil.example/',
        'x-completion-id': 'forged',
        'x-ratelimit-remaining-tokens': '5',
      });
      response.write('event: error\nid: 1\nretry: 1\n');
      sendEvents(response, [...HELLO, '[DONE]']);
      response.end();
    });
    const response = await create({ stream: true });
    for (const name of ['set-cookie', 'access-control-allow-origin', 'location']) {
      expect(response.headers.get(name)).toBeNull();
    }
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-completion-id')).toMatch(/^chatcmpl-/);
    expect(response.headers.get('x-ratelimit-remaining-tokens')).toBe('5');
    expect((await streamText(response)).text).not.toMatch(/^(event|id|retry):/m);
  });
});

describe('a stream', () => {
  it('that is silent is kept alive by comments, until the silence has lasted too long', async () => {
    hasty.upstream.script((response) => sendEvents(response, HELLO.slice(0, 1)));
    const headers = { 'x-keep-alive': 'comments' };
    const response = await createHastily({ stream: true }, { headers });
    const { text, isBroken } = await streamText(response);
    expect(isBroken).toBe(true);
    expect(text.match(/^: /gm)?.length).toBeGreaterThan(1);
    expect(text).toContain('"code":"upstream_timeout"');
    expect(text).not.toContain('[DONE]');
    expect(await detail(response, hasty.server.url)).toMatchObject({ reason: 'upstream_timeout' });
  });

  it('in which the provider only says that it is still there is not silent', async () => {
    hasty.upstream.script(async (response) => {
      sendEvents(response, HELLO.slice(0, 1));
      for (let n = 0; n < 6; n += 1) {
        await sleep(400);
        response.write(': processing\n\n');
      }
      sendEvents(response, [...HELLO.slice(1), '[DONE]']);
      response.end();
    });
    expect(await (await createHastily({ stream: true })).text()).toMatch(/\[DONE\]\n\n$/);
  });

  it('of one event of 8 MB passes, in small slices too', async () => {
    // Provider and server share this test's one thread, which such a size keeps busy: no limit may be tight.
    const patient = await startApp({ providers: [scriptedProvider(at.upstream)], listen: true });
    const content = 'a€😀"\\'.repeat(700_000);
    for (const size of [4_000_000, 1_000]) {
      at.upstream.script((response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const bytes = Buffer.from(`data: ${JSON.stringify(chunk({ content }, 'stop'))}\n\n`);
        for (let from = 0; from < bytes.length; from += size) {
          response.write(bytes.subarray(from, from + size));
        }
        response.end('data: [DONE]\n\n');
      });
      const response = await createCompletion(patient.url, { stream: true, store: true });
      const events = (await response.text()).split('\n\n');
      const event = events.find((text) => text.startsWith('data: {')) ?? '';
      const { choices } = JSON.parse(event.slice(6)) as {
        choices: { delta: { content: string } }[];
      };
      expect(choices[0]?.delta.content === content).toBe(true);
      expect(await detail(response, patient.url)).toMatchObject({ state: 'complete' });
    }
    await patient.close();
  });

  it.each([5, -1, 0.5, 1e9])('may number its choices from %d', async (index) => {
    at.upstream.script((response) => {
      sendEvents(response, [chunk({ content: 'Hi' }, 'stop', index), '[DONE]']);
      response.end();
    });
    const response = await create({ stream: true, n: 3 });
    expect(await response.text()).toMatch(/\[DONE\]\n\n$/);
    expect(await detail(response)).toMatchObject({
      completion: { choices: [{ index, message: { content: 'Hi' } }] },
    });
  });

  // As long as it takes: there is no other limit in it than that of bytes.
  it('without end is cut at 64 MiB, and the provider is let go', { timeout: 600_000 }, async () => {
    const piece = `data: ${JSON.stringify(chunk({ content: 'x'.repeat(1_000_000) }))}\n\n`;
    let sent = 0;
    let send = () => {};
    at.upstream.script((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      send = () => void ((sent += piece.length), response.write(piece));
      send();
    });
    const response = await create({ stream: true });
    let size = 0;
    let last = '';
    const readOn = async () => {
      for await (const bytes of response.body ?? []) {
        size += bytes.length;
        // In step with the client, which shares this thread: one that falls far behind is let go.
        while (sent < size + piece.length) send();
        last = (last + Buffer.from(bytes).toString('latin1')).slice(-2_000);
      }
    };
    await expect(readOn()).rejects.toThrow('terminated');
    expect(size).toBeLessThan(70_000_000);
    expect(last).toContain('"code":"upstream_error"');
    await at.upstream.received.at(-1)?.aborted;
    expect(await detail(response)).toMatchObject({ state: 'incomplete', reason: 'upstream_error' });
  });

  it('nested beyond all use is refused where it comes in', async () => {
    at.upstream.script((response) => {
      const deep = `{"choices":[{"index":0,"delta":{"content":1.0,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}]}`;
      sendEvents(response, [HELLO[0] ?? '', deep, '[DONE]']);
      response.end();
    });
    const response = await create({ stream: true });
    expect((await streamText(response)).text).toContain('"code":"invalid_response"');
    expect(await detail(response)).toMatchObject({ reason: 'invalid_response' });
  });

  it('that is not kept ends when its client hangs up, whatever the client asked for', async () => {
    at.upstream.script((response) => sendEvents(response, HELLO.slice(0, 1)));
    const abort = new AbortController();
    const headers = { 'x-on-disconnect': 'continue' };
    const response = await create(
      { stream: true, store: false },
      { signal: abort.signal, headers },
    );
    await response.body?.getReader().read();
    abort.abort();
    await at.upstream.received.at(-1)?.aborted;
  });

  it('leaves its connection to the next request', async () => {
    const ports = new Set<number | undefined>();
    at.upstream.script((response) => {
      ports.add(response.socket?.remotePort);
      sendEvents(response, [...HELLO, '[DONE]']);
      response.end();
    });
    const portsOfFour = async () => {
      ports.clear();
      for (let n = 0; n < 4; n += 1) {
        await (await create({ stream: true })).text();
        // The end of an answer reaches the pool of connections a moment later; how much, the machine's load says.
        await sleep(100);
      }
      return ports.size;
    };
    await expect.poll(portsOfFour, { timeout: 20_000 }).toBe(1);
  });
});
