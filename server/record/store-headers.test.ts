import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../testing/start-app';
import { completion, scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';
import { readStoreHeaders } from './store-headers';

const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)] }));

beforeAll(() => {
  at.upstream.script((response) => sendJson(response, completion('Hi')));
});

type Headers = Record<string, string>;

async function ask(headers: Headers, body: object = {}, server: TestApp = at.server) {
  const answer = await server.app.inject({
    method: 'POST',
    url: '/v1/chat/completions',
    headers,
    payload: { model: 'm', messages: [{ role: 'user', content: 'Hello' }], ...body },
  });
  const id = answer.headers['x-completion-id'] as string | undefined;
  const kept = id === undefined ? null : await server.store.retrieve(id, 'complete');
  const stored = answer.headers['x-completion-stored'];
  return {
    status: answer.statusCode,
    stored,
    metadata: kept?.metadata ?? null,
    body: answer.json<object>(),
  };
}

const NOT_KEPT = { status: 200, stored: undefined, metadata: null };

describe('storing without code', () => {
  it('is asked for by headers, which the provider never sees', async () => {
    const headers = { 'x-store': 'true', 'x-store-metadata': 'env=prod; note=a%3B%20%C3%B6' };
    const metadata = { env: 'prod', note: 'a; ö' };
    expect(await ask(headers)).toMatchObject({ status: 200, stored: 'true', metadata });
    const sent = at.upstream.received.at(-1);
    expect(Object.keys(sent?.headers ?? {}).filter((name) => name.startsWith('x-store'))).toEqual(
      [],
    );
    expect(sent?.body).not.toMatch(/store|metadata/);
  });

  it('is decided by the body where that says something', async () => {
    const headers = { 'x-store': 'true', 'x-store-metadata': 'a=header; b=header' };
    expect(await ask(headers, { store: false })).toMatchObject(NOT_KEPT);
    expect(await ask(headers, { store: null, metadata: { b: 'body' } })).toMatchObject({
      metadata: { a: 'header', b: 'body' },
    });
    expect(await ask({ 'x-store': 'false' }, { store: true })).toMatchObject({ stored: 'true' });
    expect(await ask({ ...headers, 'x-store': 'false' })).toMatchObject(NOT_KEPT);
    expect(await ask({ 'x-store': '', 'x-store-metadata': '' })).toMatchObject(NOT_KEPT);
  });

  it.each<[string, Headers, string]>([
    ['another word', { 'x-store': 'yes' }, 'x-store'],
    ['a number', { 'x-store': '1' }, 'x-store'],
    ['no pair', { 'x-store': 'true', 'x-store-metadata': 'env' }, 'x-store-metadata'],
    ['no key', { 'x-store': 'true', 'x-store-metadata': '=x' }, 'x-store-metadata'],
    ['a key twice', { 'x-store': 'true', 'x-store-metadata': 'a=1;a=2' }, 'x-store-metadata'],
    ['half an escape', { 'x-store': 'true', 'x-store-metadata': 'a=%C3' }, 'x-store-metadata'],
    [
      'a value too long',
      { 'x-store': 'true', 'x-store-metadata': `a=${'x'.repeat(513)}` },
      'metadata.a',
    ],
    ['metadata of nothing kept', { 'x-store-metadata': 'a=1' }, 'metadata'],
    [
      'a malformed header beside a no',
      { 'x-store': 'false', 'x-store-metadata': 'a' },
      'x-store-metadata',
    ],
  ])('is a 400 with %s', async (_, headers, param) => {
    expect(await ask(headers)).toMatchObject({ status: 400, body: { error: { param } } });
  });

  it('reads whatever was encoded', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((t) => t.isWellFormed());
    const key = text.filter((t) => t !== '');
    fc.assert(
      fc.property(fc.dictionary(key, text), (metadata) => {
        const header = Object.entries(metadata)
          .map((pair) => pair.map(encodeURIComponent).join('='))
          .join('; ');
        expect(readStoreHeaders({ 'x-store-metadata': header }).metadata).toEqual(metadata);
      }),
    );
  });
});

describe('STORE=always', () => {
  it('keeps what does not say no', async () => {
    const providers = [scriptedProvider(at.upstream)];
    const server = await startApp({ providers, env: { STORE: 'always' } });
    expect(await ask({}, { metadata: { a: 'b' } }, server)).toMatchObject({ metadata: { a: 'b' } });
    expect(await ask({}, { store: null }, server)).toMatchObject({ stored: 'true' });
    expect(await ask({}, { store: false }, server)).toMatchObject(NOT_KEPT);
    expect(await ask({ 'x-store': 'false' }, {}, server)).toMatchObject(NOT_KEPT);
    expect(await ask({}, { store: false, metadata: {} }, server)).toMatchObject({ status: 400 });
    const info = await server.app.inject('/api/server');
    expect(info.json()).toMatchObject({ store: 'always' });
    await server.close();
  });
});
