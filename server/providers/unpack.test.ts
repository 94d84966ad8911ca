import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ScriptedUpstream, startScriptedUpstream } from '../testing/scripted-upstream';
import { plainProvider } from './provider';
import { callProvider } from './upstream';
import { readAll } from './read-answer';

let upstream: ScriptedUpstream;
beforeAll(async () => {
  upstream = await startScriptedUpstream();
});
afterAll(() => upstream.close());

const TEXT = JSON.stringify({ said: 'Grüße 日本 '.repeat(20_000) });
const { zstdCompressSync } = zlib as { zstdCompressSync?: (text: string) => Buffer };

async function call(answer: (response: ServerResponse) => unknown) {
  upstream.script(answer);
  const { signal } = new AbortController();
  const provider = plainProvider('p', upstream.baseUrl, 'file');
  return callProvider(provider, { method: 'GET', path: '/x', signal });
}

function sent(encoding: string, bytes: Buffer | string) {
  return (response: ServerResponse) => {
    const length = Buffer.byteLength(bytes);
    response.writeHead(200, { 'content-encoding': encoding, 'content-length': length });
    // In two pieces, of which the first is short.
    response.write(Buffer.from(bytes).subarray(0, 3));
    setTimeout(() => response.end(Buffer.from(bytes).subarray(3)), 5);
  };
}

describe('an answer that is compressed although nobody asked for it', () => {
  it.each<[string, Buffer]>([
    ['gzip', zlib.gzipSync(TEXT)],
    ['GZIP', zlib.gzipSync(TEXT)],
    ['x-gzip', zlib.gzipSync(TEXT)],
    ['deflate', zlib.deflateSync(TEXT)],
    ['deflate', zlib.deflateRawSync(TEXT)],
    ['br', zlib.brotliCompressSync(TEXT)],
    ['identity, gzip', zlib.gzipSync(TEXT)],
    ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(TEXT))],
  ])('as %s is unpacked', async (encoding, bytes) => {
    const answer = await call(sent(encoding, bytes));
    expect(await readAll(answer)).toEqual({ text: TEXT, isUtf8: true });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers['content-length']).toBeUndefined();
  });

  it.runIf(zstdCompressSync)('as zstd is unpacked', async () => {
    const bytes = zstdCompressSync?.(TEXT) ?? '';
    expect((await readAll(await call(sent('zstd', bytes)))).text).toBe(TEXT);
  });

  it('comes as it arrives', async () => {
    const packer = zlib.createGzip();
    const answer = await call((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      packer.pipe(response);
      packer.write('first');
      packer.flush();
    });
    await once(answer, 'readable');
    expect(String(answer.read())).toBe('first');
    packer.end('last');
    expect((await readAll(answer)).text).toBe('last');
  });

  it.each(['gzip', 'zstd'])('as %s by its header alone is passed on as it is', async (encoding) => {
    expect((await readAll(await call(sent(encoding, '{"plain":true}')))).text).toBe(
      '{"plain":true}',
    );
  });

  it('and empty is empty', async () => {
    const answer = await call((response) => {
      response.writeHead(200, { 'content-encoding': 'br' }).end();
    });
    expect((await readAll(answer)).text).toBe('');
  });

  it.each<[string, string, Buffer]>([
    ['is of an unknown kind', 'compress', Buffer.from('\x1f\x9d')],
    ['is damaged', 'gzip', Buffer.concat([zlib.gzipSync(TEXT).subarray(0, 40), Buffer.alloc(40)])],
    ['is cut off', 'br', zlib.brotliCompressSync(TEXT).subarray(0, 30)],
    ['is a bomb', 'gzip', zlib.gzipSync(Buffer.alloc(70_000_000, 32))],
  ])('fails when it %s, and the connection is closed', async (_, encoding, bytes) => {
    const reading = async () => readAll(await call(sent(encoding, bytes)));
    await expect(reading()).rejects.toMatchObject({ status: 502, code: 'upstream_invalid' });
  });

  it('fails as any other when the connection breaks', async () => {
    const answer = call((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': 1_000 });
      response.write(zlib.gzipSync(TEXT).subarray(0, 20));
      setTimeout(() => response.destroy(), 10);
    });
    await expect(answer.then((each) => readAll(each))).rejects.toThrow();
  });

  it('that nobody goes on reading closes its connection', async () => {
    const packer = zlib.createGzip();
    const answer = await call((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      packer.pipe(response);
      packer.write('first');
      packer.flush();
    });
    answer.destroy();
    await upstream.received.at(-1)?.aborted;
  });
});
