import { createServer, type IncomingMessage, type ServerResponse, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { plainProvider } from './provider';
import { callProvider } from './upstream';
import { readAll } from './read-answer';

type Seen = { method: string; body: string; headers: IncomingMessage['headers'] };

/** A provider that counts connections and reads bodies whatever the method. */
async function startProvider(answer: (response: ServerResponse, seen: Seen[]) => void) {
  const seen: Seen[] = [];
  let connections = 0;
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', body, headers: request.headers });
      answer(response, seen);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const provider = plainProvider(
    'p',
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    'file',
  );
  const ask = async (method = 'POST', body: string | NodeJS.ReadableStream | undefined = '{}') => {
    const { signal } = new AbortController();
    const path = '/x';
    const response = await callProvider(provider, { method, path, signal, ...(body && { body }) });
    return (await readAll(response)).text;
  };
  return { server, seen, ask, connections: () => connections };
}

/** The end of an answer reaches the pool of connections a moment later. */
const settle = () => sleep(30);

it('keeps a connection for the next request', async () => {
  const { ask, connections } = await startProvider((response) => response.end('ok'));
  for (let n = 0; n < 3; n += 1) {
    await ask();
    await settle();
  }
  expect(connections()).toBe(1);
});

it('keeps none so long that the provider could close it meanwhile', async () => {
  const { ask, connections } = await startProvider((response) => {
    response.setHeader('connection', 'keep-alive');
    response.setHeader('keep-alive', 'timeout=1');
    response.end('ok');
  });
  await ask();
  await settle();
  await ask();
  expect(connections()).toBe(2);
});

it('keeps none after a fault of the provider', async () => {
  const { ask, connections } = await startProvider((response) => {
    response.statusCode = 500;
    response.end('oops');
  });
  await ask();
  await settle();
  await ask();
  expect(connections()).toBe(2);
});

it('lets a long answer on a connection that was kept take its time', async () => {
  const { ask, connections } = await startProvider((response, seen) => {
    response.setHeader('keep-alive', 'timeout=2');
    response.setHeader('connection', 'keep-alive');
    setTimeout(() => response.end('ok'), seen.length > 1 ? 1_500 : 0);
  });
  await ask();
  await settle();
  expect(await ask()).toBe('ok');
  expect(connections()).toBe(1);
});

it('repeats a GET, and nothing else, when the connection kept for it had ended', async () => {
  const { ask, seen } = await startProvider((response, all) => {
    // Every second request is lost with its connection, as when the provider closes it at that moment.
    if (all.length % 2 === 0) response.socket?.resetAndDestroy();
    else response.end('ok');
  });
  await ask('GET', undefined);
  await settle();
  expect(await ask('GET', undefined)).toBe('ok');
  expect(seen).toHaveLength(3);
  await settle();
  await expect(ask('POST')).rejects.toMatchObject({ status: 502, headers: {} });
  expect(seen).toHaveLength(4);
});

it.each(['GET', 'DELETE', 'OPTIONS', 'POST'])('frames the body of a %s', async (method) => {
  const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
  const { ask, seen } = await startProvider((response) => response.end('ok'));
  await ask(method, smuggled);
  await ask(method, Readable.from([smuggled]));
  await settle();
  expect(seen.map((each) => [each.method, each.body])).toEqual([
    [method, smuggled],
    [method, smuggled],
  ]);
});

it('keeps half as long what a provider was seen to close without saying so', async () => {
  let close = true;
  const { ask, connections } = await startProvider((response) => {
    const { socket } = response;
    if (close) setTimeout(() => socket?.end(), 1_200);
    response.end('ok');
  });
  await ask();
  // It closes by itself, although it has named five seconds.
  await sleep(1_600);
  close = false;
  await ask();
  expect(connections()).toBe(2);
  await sleep(900);
  await ask();
  expect(connections()).toBe(3);
});

it('sees what has ended before it sends what is not repeated', async () => {
  const { server, ask, connections } = await startProvider((response) => response.end('ok'));
  await ask();
  await settle();
  server.closeAllConnections();
  // Nothing of this process runs between the end of the connection and the next request.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  expect(await ask()).toBe('ok');
  expect(connections()).toBe(2);
});

it('fails 0 of many calls at a provider that closes idle connections early', async () => {
  const { server, ask } = await startProvider((response) => response.end('ok'));
  server.keepAliveTimeout = 1_000;
  const calls = Array.from({ length: 40 }, async (_, n) => {
    await sleep((n % 8) * 160);
    return ask();
  });
  expect(new Set(await Promise.all(calls))).toEqual(new Set(['ok']));
});

it('uses none whose time is over, however late that is noticed', async () => {
  const { ask, connections } = await startProvider((response) => {
    response.setHeader('connection', 'keep-alive');
    response.setHeader('keep-alive', 'timeout=2');
    response.end('ok');
  });
  await ask();
  await settle();
  // Nothing of this process runs meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_100);
  await ask();
  expect(connections()).toBe(2);
});

it('counts from when an answer may have come, however late it is read', async () => {
  const provider = await providerElsewhere();
  const body = '{}';
  const { signal } = new AbortController();
  const ask = async () =>
    (await readAll(await callProvider(provider, { method: 'POST', path: '/x', body, signal })))
      .text;
  const first = ask();
  await settle();
  // The answer comes meanwhile; the provider closes two seconds after that.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
  expect(await first).toBe('1');
  await settle();
  expect(await ask()).toBe('2');
});

/** A provider that runs while this thread does not: it answers after 100 ms with the number of the connection. */
async function providerElsewhere() {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     let connections = 0;
     const server = require('node:http').createServer((request, response) => {
       request.resume();
       response.setHeader('keep-alive', 'timeout=2');
       response.setHeader('connection', 'keep-alive');
       setTimeout(() => response.end(String(request.socket.number)), 100);
     });
     server.on('connection', (socket) => (socket.number = ++connections));
     server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`,
    { eval: true },
  );
  onTestFinished(async () => void (await worker.terminate()));
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  return plainProvider('p', `http://127.0.0.1:${port}/v1`, 'file');
}
