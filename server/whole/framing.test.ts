import { errorAnswer } from '#contract/wire/error-answer';
import { describe, expect, it } from 'vitest';
import { rawClient } from '../testing/raw-client';
import { rawRequest } from '../testing/raw-request';
import {
  chunk,
  completion,
  scriptedProvider,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';
import { wireErrors } from '../testing/wire-errors';

/** What stands on one connection: several requests in one packet, and every odd way to say where one ends. */
const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)], listen: true }));

const ASK = '{"model":"scripted:m","messages":[{"role":"user","content":"Hi"}]}';
const SIZE = ASK.length.toString(16);
const JSON_TYPE = 'Content-Type: application/json';

const host = () => `Host: ${new URL(at.server.url).host}`;
const head = (line: string, ...headers: string[]) =>
  `${[`${line} HTTP/1.1`, host(), ...headers].join('\r\n')}\r\n\r\n`;
const create = (...headers: string[]) => head('POST /v1/chat/completions', JSON_TYPE, ...headers);
const whole = (body = ASK, ...headers: string[]) =>
  create(...headers, `Content-Length: ${body.length}`) + body;
const chunked = (body: string) => create('Transfer-Encoding: chunked') + body;
const last = () => head('GET /livez', 'Connection: close');

/** The statuses of all answers of a connection, in their order, and how often the provider was asked. */
async function told(text: string): Promise<{ statuses: number[]; calls: number; all: string }> {
  at.upstream.script((response) => sendJson(response, completion('Hello')));
  const before = at.upstream.received.length;
  const answer = await rawRequest(at.server.url, Buffer.from(text, 'latin1'));
  const all = `${answer.headers}\r\n\r\n${answer.body}`;
  const statuses = [...all.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
  return { statuses, calls: at.upstream.received.length - before, all };
}

describe('requests that come together', () => {
  it.each<[what: string, text: () => string, statuses: number[], calls: number]>([
    ['three', () => whole() + whole() + last(), [200, 200, 200], 2],
    ['behind an error', () => whole('{') + whole() + last(), [400, 200, 200], 1],
    [
      'behind one that expects',
      () => whole(ASK, 'Expect: 100-continue') + last(),
      [100, 200, 200],
      1,
    ],
    [
      'none behind an upgrade',
      () => head('GET /livez', 'Connection: Upgrade', 'Upgrade: h2c') + whole(),
      [200],
      0,
    ],
    [
      'none behind an upgrade with a body',
      () => whole(ASK, 'Connection: Upgrade', 'Upgrade: websocket') + whole(),
      [200],
      1,
    ],
    ['behind a HEAD', () => head('HEAD /livez') + whole() + last(), [200, 200, 200], 1],
    [
      'none behind another host',
      () => whole().replace(host(), 'Host: evil.example') + whole(),
      [403],
      0,
    ],
    ['none behind what nobody does', () => whole(ASK, 'Expect: x') + whole(), [417], 0],
  ])('are answered in their order: %s', async (_, text, statuses, calls) => {
    expect(await told(text())).toMatchObject({ statuses, calls });
  });

  it('each have their own answer when what follows them is no HTTP', async () => {
    for (const garbage of [
      'GARBAGE\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      head('GET /livez', `X: ${'x'.repeat(20_000)}`),
    ]) {
      const { statuses, all } = await told(whole() + whole() + garbage);
      expect(statuses.slice(0, 2)).toEqual([200, 200]);
      expect(statuses[2]).toBeGreaterThanOrEqual(400);
      expect(statuses).toHaveLength(3);
      expect(all.split('"Hello"')).toHaveLength(3);
    }
  });

  it('are told what is wrong with one on a connection that was used before', async () => {
    for (const [text, status] of [
      [head('GET /livez', `X: ${'x'.repeat(20_000)}`), 431],
      [head('GET / livez'), 400],
      [create('Transfer-Encoding: chunked') + 'zz\r\n', 400],
    ] as const) {
      const client = rawClient(at.server.url, head('GET /livez'));
      await expect.poll(() => client.status()).toBe(200);
      const before = client.text().length;
      client.socket.write(text);
      await expect.poll(() => client.isClosed()).toBe(true);
      expect(client.text().slice(before)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      client.socket.destroy();
    }
  });

  it('behind a stream do not cut it, however broken', async () => {
    let go = () => {};
    at.upstream.script((response) => {
      sendEvents(response, [chunk({ content: 'a' })]);
      go = () => {
        sendEvents(response, [chunk({ content: 'b' }, 'stop'), '[DONE]']);
        response.end();
      };
    });
    const client = rawClient(at.server.url, whole(ASK.replace('{', '{"stream":true,')));
    await expect.poll(() => client.text()).toContain('"a"');
    for (let n = 0; n < 3; n += 1) client.socket.write('GARBAGE\r\n\r\n');
    await told(last());
    go();
    await expect.poll(() => client.isClosed()).toBe(true);
    expect(client.text()).toMatch(/"b"[^]*\[DONE\][^]*HTTP\/1\.1 400 /);
    expect(client.text().match(/HTTP\/1\.1/g)).toHaveLength(2);
    client.socket.destroy();
  });
});

describe('what is paid for', () => {
  it('waits for the answers before it on its connection', async () => {
    let finish = () => {};
    at.upstream.script((response) => (finish = () => sendJson(response, completion('Hello'))));
    const before = at.upstream.received.length;
    const calls = () => at.upstream.received.length - before;
    const client = rawClient(at.server.url, whole() + whole() + last());
    for (const turn of [1, 2]) {
      await expect.poll(calls).toBe(turn);
      await at.server.app.inject('/livez');
      expect(calls()).toBe(turn);
      finish();
    }
    await expect.poll(() => client.isClosed()).toBe(true);
    expect(client.text().match(/HTTP\/1\.1 200/g)).toHaveLength(3);
  });

  it.each<[what: string, text: () => string]>([
    ['a stream that breaks', () => whole(ASK.replace('{', '{"stream":true,'))],
    ['a host that is not there', () => whole().replace(`${host()}\r\n`, '')],
    ['an expectation', () => whole(ASK, 'Expect: x')],
    ['a body that nobody waits for', () => create('Content-Length: 99999999') + ASK],
    ['the end of its connection', () => whole('{', 'Connection: close')],
    ['an old version', () => whole('{').replace('HTTP/1.1', 'HTTP/1.0')],
  ])('is not asked for behind %s', async (_, text) => {
    at.upstream.script((response) => {
      sendEvents(response, [chunk({ content: 'a' })]);
      setImmediate(() => response.destroy());
    });
    const before = at.upstream.received.length;
    const client = rawClient(at.server.url, text() + whole(ASK.replace('Hi', 'never-asked')));
    await expect.poll(() => client.status()).toBeGreaterThan(0);
    client.socket.end();
    await expect.poll(() => client.isClosed()).toBe(true);
    await told(last());
    const asked = at.upstream.received.slice(before).filter(({ body }) => body.includes('never'));
    expect(asked).toEqual([]);
    client.socket.destroy();
  });

  it('is not asked for when its client has left before its turn', async () => {
    let finish = () => {};
    at.upstream.script((response) => (finish = () => sendJson(response, completion('Hello'))));
    const before = at.upstream.received.length;
    const client = rawClient(
      at.server.url,
      whole(ASK, 'x-run: a-run-that-goes-on-1', 'x-on-disconnect: continue') +
        whole(ASK, 'x-run: a-run-that-goes-on-2', 'x-on-disconnect: continue'),
    );
    await expect.poll(() => at.upstream.received.length - before).toBe(1);
    client.socket.destroy();
    await expect
      .poll(async () => (await at.server.app.inject('/api/runs')).body)
      .toContain('a-run-that-goes-on-1');
    finish();
    await expect
      .poll(async () => (await at.server.app.inject('/api/runs')).body)
      .not.toContain('a-run-that-goes-on-1');
    expect(at.upstream.received.length - before).toBe(1);
  });
});

describe('the framing of a request', () => {
  const size = () => `${SIZE}\r\n${ASK}\r\n`;
  it.each<[what: string, text: () => string]>([
    ['an extension of a chunk', () => chunked(`${SIZE};a=1;b="q\\"x"\r\n${ASK}\r\n0\r\n\r\n`)],
    ['fields behind the last chunk', () => chunked(`${size()}0\r\nX-A: b\r\n\r\n`)],
    ['a length with zeros before it', () => create(`Content-Length: 000${ASK.length}`) + ASK],
    ['empty lines before it', () => `\r\n\r\n${whole()}`],
    [
      'headers that ask to drop others',
      () => whole(ASK, 'Connection: Content-Length, Authorization'),
    ],
  ])('may have %s', async (_, text) => {
    expect(await told(text() + last())).toMatchObject({ calls: 1 });
    expect((await told(text() + last())).statuses[0]).toBe(200);
  });

  it.each<[what: string, text: () => string]>([
    ['a line end within an extension', () => chunked(`${SIZE};a\nb\r\n${ASK}\r\n0\r\n\r\n`)],
    [
      'an extension of 20,000 characters',
      () => chunked(`${SIZE};${'a'.repeat(20_000)}\r\n${ASK}\r\n0\r\n\r\n`),
    ],
    ['bare line feeds between chunks', () => chunked(`${SIZE}\n${ASK}\n0\n\n`)],
    ['no line end behind a chunk', () => chunked(`${SIZE}\r\n${ASK}0\r\n\r\n`)],
    ['a length behind the last chunk', () => chunked(`${size()}0\r\nContent-Length: 5\r\n\r\n`)],
    [
      'a way of transfer behind the last chunk',
      () => chunked(`${size()}0\r\nTransfer-Encoding: chunked\r\n\r\n`),
    ],
    [
      '5,000 fields behind the last chunk',
      () => chunked(`${size()}0\r\n${'X-A: b\r\n'.repeat(5_000)}\r\n`),
    ],
    ['a folded header', () => whole(ASK, 'X-A: b\r\n c')],
    [
      'a folded way of transfer',
      () => create('Transfer-Encoding:\r\n chunked') + size() + '0\r\n\r\n',
    ],
    ['bare line feeds', () => whole().replaceAll('\r\n', '\n')],
    ['one bare line feed', () => whole(ASK, 'X: y\nX-B: z')],
    ['a bare carriage return', () => whole(ASK, 'X: y\rX-B: z')],
    ['a space before a colon', () => create(`Content-Length : ${ASK.length}`) + ASK],
    ['a tab before a colon', () => create('Transfer-Encoding\t: chunked') + size() + '0\r\n\r\n'],
    [
      'chunks within chunks',
      () =>
        create('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked') + size() + '0\r\n\r\n',
    ],
    [
      'chunks, and then nothing',
      () => create('Transfer-Encoding: chunked, identity') + size() + '0\r\n\r\n',
    ],
    ['no way of transfer', () => create('Transfer-Encoding: identity') + ASK],
    ['nearly chunks', () => create('Transfer-Encoding: xchunked') + size() + '0\r\n\r\n'],
    [
      'an odd space before chunks',
      () => create('Transfer-Encoding: \x0bchunked') + size() + '0\r\n\r\n',
    ],
    [
      'a length twice',
      () => create(`Content-Length: ${ASK.length}`, `Content-Length: ${ASK.length}`) + ASK,
    ],
    ['a list of lengths', () => create(`Content-Length: ${ASK.length}, ${ASK.length}`) + ASK],
    ['a length with a sign', () => create(`Content-Length: +${ASK.length}`) + ASK],
    ['an empty length', () => create('Content-Length: ') + ASK],
    ['a NUL in a header', () => whole(ASK, 'X: a\0b')],
    ['a space in its target', () => whole().replace(' HTTP', ' x HTTP')],
    [
      'another way of transfer behind 3,000 headers',
      () =>
        create('Content-Length: 5', ...Array<string>(3_000).fill('a:'), 'Transfer-Encoding: gzip') +
        'abcde',
    ],
    ['no host', () => whole().replace(`${host()}\r\n`, '')],
    [
      'a host behind 3,000 headers of which there is another',
      () =>
        create(
          ...Array<string>(3_000).fill('a:'),
          'Host: evil.example',
          `Content-Length: ${ASK.length}`,
        ) + ASK,
    ],
    [
      'an origin behind 3,000 headers',
      () =>
        create(
          ...Array<string>(3_000).fill('a:'),
          'Origin: https://evil.example',
          `Content-Length: ${ASK.length}`,
        ) + ASK,
    ],
    [
      'the host behind 3,000 headers of a wrong one',
      () =>
        whole(ASK, ...Array<string>(3_000).fill('a:'), host()).replace(
          host(),
          'Host: evil.example',
        ),
    ],
  ])('may not have %s: nobody is asked, in words of ours, and no more is read', async (_, text) => {
    const { statuses, calls, all } = await told(text() + last());
    expect(calls).toBe(0);
    expect(statuses).toHaveLength(1);
    expect([400, 403, 431]).toContain(statuses[0]);
    expect(all).toMatch(/x-request-id: req_/i);
    const body: unknown = JSON.parse(all.slice(all.indexOf('\r\n\r\n') + 4));
    expect(wireErrors(errorAnswer, body)).toEqual([]);
  });
});
