import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keep, sampleDraft } from '../testing/store-suite/samples';
import { openStore } from '../store/open-store';
import { PostgresServer } from '../testing/postgres-server';
import type { Store } from '../store/store';
import { exported, HOST, imported, withApp } from '../testing/transfer';

const postgres = new PostgresServer();
beforeAll(() => postgres.start());
afterAll(() => postgres.remove());

/** What JSON.parse and JSON.stringify together would change, and what is hard to keep elsewhere. */
async function keepOddities(store: Store): Promise<void> {
  await keep(store, {
    draft: {
      metadata: { env: 'prod', __proto__x: '1', 'a "b"': 'ü,\n😀', '10': 'ten', '2': 'two' },
      request: '{"model":"m",  "seed":4944116822809979520,"temperature":1.0,"x":1e400}',
      messages: '[{"role":"user","content":"\\ud800 \\u0000  two  spaces \\/ \\u00e9 é \u2028"}]',
      inputPreview: '=cmd|x',
    },
    outcome: {
      body: '{"id":"other","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"\\udfff"},"n":-0.0}]}',
      cost: 0.1 + 0.2,
      firstTokenMs: 1e-7,
    },
  });
  await keep(store, { draft: JSON.parse('{"metadata":{"__proto__":"poison"}}') as object });
  await keep(store, { outcome: { state: 'incomplete', reason: 'user_stop', finishReason: '' } });
  // What a former process left behind.
  await store.begin(sampleDraft({ caller: 'dashboard' }));
  await store.recover();
  for (let i = 0; i < 60; i++) await keep(store, { outcome: { totalMs: i, model: `m${i % 3}` } });
  const [first] = (await store.list({ limit: 1, order: 'asc', metadata: [] })).rows;
  await store.updateMetadata(first?.id ?? '', { env: 'test', more: 'x' }, 'any');
}

describe('an export', () => {
  it('brought into an empty store is exported again equal to the byte', async () => {
    const file = await withApp({}, async (server) => {
      await keepOddities(server.store);
      return exported(server);
    });
    expect(file.trimEnd().split('\n')).toHaveLength(64);
    await withApp({}, async (server) => {
      const answer = await imported(server, file);
      expect(answer).toEqual({
        object: 'import',
        job: expect.stringMatching(/^job_[0-9a-f]{32}$/) as unknown,
        counts: { done: 64, changed: 64, skipped: 0, failed: 0 },
        failures: [],
      });
      // The body that named another id now names its own.
      const again = await exported(server);
      const [changed] = file.split('\n', 1);
      expect(
        again.replace(
          /"id":"chatcmpl-[^"]*","object":"chat.completion"/,
          '"id":"other","object":"chat.completion"',
        ),
      ).toBe(file);
      expect(changed).toContain('"seed":4944116822809979520,"temperature":1.0,"x":1e400');
      await imported(server, file, '?duplicates=replace');
      expect(await exported(server)).toBe(again);
    });
  });

  it('goes from SQLite to PostgreSQL and back without a change', async () => {
    const file = await withApp({}, async (server) => {
      await keepOddities(server.store);
      await server.app.inject({
        method: 'POST',
        url: '/api/import?duplicates=replace',
        headers: { ...HOST, 'content-type': 'text/plain' },
        payload: await exported(server),
      });
      return exported(server);
    });
    const url = await postgres.createDatabase();
    const store = await openStore(url);
    try {
      await withApp({ store: () => store }, async (server) => {
        expect(await imported(server, file)).toMatchObject({ counts: { changed: 64 } });
        expect(await exported(server)).toBe(file);
        expect(await imported(server, file)).toMatchObject({ counts: { skipped: 64 } });
        expect(await imported(server, file, '?duplicates=replace')).toMatchObject({
          counts: { changed: 64 },
        });
        expect(await exported(server)).toBe(file);
      });
    } finally {
      await store.close();
    }
  });
});
