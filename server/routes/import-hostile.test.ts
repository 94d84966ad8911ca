import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostgresServer } from '../testing/postgres-server';
import type { Store } from '../store/store';
import { StoreUnavailable } from '../store/errors';
import { ask, createJob, jobIn } from '../testing/jobs';
import { HOST, imported, withApp } from '../testing/transfer';

const line = (id: string, more: string) =>
  `{"id":"${id}","object":"chat.completion","created":1700000000,"model":"m","choices":[]${more}}`;

const postgres = new PostgresServer();
beforeAll(() => postgres.start());
afterAll(() => postgres.remove());

/** What makes an app keep its completions in that database. */
async function on(engine: string) {
  return engine === 'SQLite' ? {} : { env: { DATABASE_URL: await postgres.createDatabase() } };
}

const NUL = String.raw`\u0000`;
const HALF = String.raw`\ud800`;

it.each(
  ['SQLite', 'PostgreSQL'].flatMap((engine) =>
    [NUL, HALF, String.raw`\udc00`].map((bad) => [engine, bad] as const),
  ),
)(
  'on %s what no database can keep is listed or stored wherever it stands: %s',
  async (engine, bad) => {
    await withApp(await on(engine), async (server) => {
      const lines = [
        line('key', `,"metadata":{"a${bad}":"x"}`),
        line('value', `,"metadata":{"a":"x${bad}"}`),
        line(`id${bad}`, ''),
        line('model', `,"model":"${bad}"`),
        line('finish', `,"choices":[{"finish_reason":"${bad}","message":{"content":"${bad}"}}]`),
        line('name', `,"${bad}":1`),
        line('content', `,"messages":[{"role":"${bad}","content":"${bad}","name":"${bad}"}]`),
        line('request', `,"user":"${bad}","tools":[{"function":{"name":"${bad}"}}]`),
        `{"object":"chatkeep.record","v":1,"id":"r","created":1,"state":"incomplete","reason":"${bad}"}`,
        `{"object":"${bad}"}`,
        `{"messages":[{"role":"user","content":"${bad}"},{"role":"assistant","content":"${bad}"}]}`,
        line('good', ''),
      ];
      const { counts, failures } = await imported(server, lines.join('\n'));
      const { done, changed, failed } = counts as Record<string, number>;
      expect(done).toBe(lines.length);
      expect((changed ?? 0) + (failed ?? 0)).toBe(lines.length);
      expect(failures).toHaveLength(failed ?? 0);
      expect(await server.store.retrieve('good', 'any')).not.toBeNull();
      const [job] = await server.store.jobs({ limit: 1 });
      expect(job).toMatchObject({ state: 'completed', counts: { failed } });
      const listed = await server.store.jobFailures(job?.id ?? '', { limit: 100, after: -1 });
      expect(listed).toHaveLength(failed ?? 0);
    });
  },
);

it.each(['SQLite', 'PostgreSQL'])(
  'on %s up to 10,000 mistakes are listed, all are counted, and what is good is stored',
  async (engine) => {
    await withApp(await on(engine), async (server) => {
      for (const mistakes of [9_999, 10_000, 10_001]) {
        const id = `after-${mistakes}`;
        const { counts } = await imported(server, 'x\n'.repeat(mistakes) + line(id, ''));
        expect(counts).toEqual({ done: mistakes + 1, changed: 1, skipped: 0, failed: mistakes });
        expect(await server.store.retrieve(id, 'any')).not.toBeNull();
        const [job] = await server.store.jobs({ limit: 1 });
        expect(job).toMatchObject({ state: 'completed', counts: { failed: mistakes } });
        const paging = { limit: 20_000, after: -1 };
        const listed = await server.store.jobFailures(job?.id ?? '', paging);
        expect(listed).toHaveLength(Math.min(mistakes, 10_000));
      }
    });
  },
  60_000,
);

it('a record that the store cannot take is listed, and the others of its batch are stored', async () => {
  const picky = (store: Store): Store => ({
    ...store,
    insertRecords: (records, duplicates) =>
      records.some(({ id }) => id === 'odd')
        ? Promise.reject(new TypeError('cannot be bound'))
        : store.insertRecords(records, duplicates),
  });
  await withApp({ store: picky }, async (server) => {
    const file = ['a', 'odd', 'b'].map((id) => line(id, '')).join('\n');
    const { counts, failures } = await imported(server, file);
    expect(counts).toEqual({ done: 3, changed: 2, skipped: 0, failed: 1 });
    expect(failures).toEqual([{ line: 2, reason: 'it cannot be stored' }]);
  });
});

it('an ending that could not be written down is tried again', async () => {
  let isAway = true;
  const failing = (store: Store): Store => ({
    ...store,
    acting: (line) => ({
      ...store.acting(line),
      changeJob: (...args) =>
        isAway
          ? Promise.reject(new StoreUnavailable('away'))
          : store.acting(line).changeJob(...args),
    }),
  });
  await withApp({ store: failing }, async (server) => {
    const init = { method: 'POST', url: '/api/import', headers: HOST } as const;
    const answer = await server.app.inject({ ...init, payload: line('a', '') });
    expect(answer.statusCode).toBe(503);
    isAway = false;
    await expect
      .poll(async () => (await server.store.jobs({ limit: 1 }))[0]?.state, { timeout: 10_000 })
      .toBe('completed');
  });
});

it('what is echoed is short, whatever was sent', async () => {
  await withApp({}, async ({ app }) => {
    for (const char of ['k', '\u{1F600}', '漢', '"', '\u0001', '\ud800']) {
      const long = char.repeat(200_000);
      const bodies = [
        { metadata: { [long]: 'x' } },
        { metadata: { a: long } },
        { [long]: 1 },
        { model: long },
        { model: 'demo:demo-echo', messages: [], [long]: long },
      ];
      for (const url of ['/v1/chat/completions', '/v1/chat/completions/x', '/api/jobs']) {
        for (const body of bodies) {
          const headers = { ...HOST, 'content-type': 'application/json' };
          const ask = { model: 'm', messages: [{ role: 'user', content: 'x' }], store: true };
          const payload = JSON.stringify(
            url.endsWith('s') && url.startsWith('/v1') ? { ...ask, ...body } : body,
          );
          const answer = await app.inject({ method: 'POST', url, headers, payload });
          expect(answer.statusCode).toBeGreaterThanOrEqual(400);
          expect(answer.statusCode).toBeLessThan(500);
          expect(answer.rawPayload.length).toBeLessThan(1_024);
        }
      }
    }
  });
});

it.each(['SQLite', 'PostgreSQL'])(
  'on %s an import takes no job over that is there, nor what it counted',
  async (engine) => {
    await withApp(await on(engine), async (server) => {
      await imported(server, [1, 2, 3].map((i) => line(`counted-${i}`, '')).join('\n'));
      const target = { filter: 'model=m' };
      const { id } = await createJob(server, { kind: 'delete', target });
      const before = await jobIn(server, id, 'ready');
      const answer = await ask<{ error: object }>(server, 'POST', `/api/import?job=${id}`, {});
      expect([answer.status, answer.body.error]).toMatchObject([409, { param: 'job' }]);
      const after = await ask<object>(server, 'GET', `/api/jobs/${id}`);
      expect(after.body).toEqual(before);
    });
  },
);
