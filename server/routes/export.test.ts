import { describe, expect, it } from 'vitest';
import { keep } from '../testing/store-suite/samples';
import type { Store } from '../store/store';
import { exported, HOST, idsIn, imported, withApp } from '../testing/transfer';
import { useServer } from '../testing/use-server';

const parts = useServer(() => ({}));

/** Waits until a figure has stopped to grow. */
async function settled(figure: () => number): Promise<void> {
  for (let last = -1; last !== figure();) {
    last = figure();
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

describe('an export', () => {
  it('keeps every record on one line, whatever space its JSON came with', async () => {
    await withApp({}, async (server) => {
      await keep(server.store, {
        draft: { messages: '[\n  {"role": "user",\r\n "content": "a\\nb"}\n]' },
      });
      const lines = (await exported(server)).split('\n');
      expect(lines).toHaveLength(2);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ messages: [{ content: 'a\nb' }] });
    });
  });

  it('holds what the filter matches, or the ids that are named, as a download with a plain name', async () => {
    await withApp({}, async (server) => {
      const ids: string[] = [];
      for (let i = 0; i < 4; i++)
        ids.push(await keep(server.store, { outcome: { model: `m${i % 2}` } }));
      expect(idsIn(await exported(server, 'format=jsonl&model=m1'))).toEqual([ids[1], ids[3]]);
      const response = await server.app.inject({
        method: 'POST',
        url: '/api/export',
        headers: HOST,
        payload: { format: 'jsonl', target: { ids: [ids[2], ids[0], 'gone'] } },
      });
      expect(idsIn(response.body)).toEqual([ids[0], ids[2]]);
      expect(response.headers['content-disposition']).toMatch(
        /^attachment; filename="completions-[\d-]+\.jsonl"$/,
      );
      const filter = { format: 'jsonl', target: { filter: 'model=m0' } };
      const filtered = await server.app.inject({
        method: 'POST',
        url: '/api/export',
        headers: HOST,
        payload: filter,
      });
      expect(idsIn(filtered.body)).toEqual([ids[0], ids[2]]);
    });
  });

  it.each(['filter', 'ids'])(
    'of a %s is in the order of the table, if it is asked for',
    async (by) => {
      await withApp({}, async (server) => {
        const ids: string[] = [];
        for (const tokens of [5, 9, null, 5, 1, null]) {
          ids.push(
            await keep(server.store, { outcome: { promptTokens: tokens, completionTokens: 1 } }),
          );
        }
        const sorted = async (sorting: object) => {
          const target = by === 'ids' ? { ids: ids.toReversed() } : { all: true };
          const payload = { format: 'jsonl', target, ...sorting };
          const url = '/api/export';
          const { body } = await server.app.inject({ method: 'POST', url, headers: HOST, payload });
          return idsIn(body).map((id) => ids.indexOf(id));
        };
        expect(await sorted({})).toEqual([0, 1, 2, 3, 4, 5]);
        expect(await sorted({ sort: 'created' })).toEqual([5, 4, 3, 2, 1, 0]);
        expect(await sorted({ sort: 'tokens', order: 'desc' })).toEqual([1, 3, 0, 4, 5, 2]);
        expect(await sorted({ sort: 'tokens', order: 'asc' })).toEqual([4, 0, 3, 1, 2, 5]);
        const query = await exported(server, 'format=jsonl&sort=tokens&order=asc');
        expect(idsIn(query).map((id) => ids.indexOf(id))).toEqual([4, 0, 3, 1, 2, 5]);
      });
    },
  );

  it('is a table with the columns that are asked for', async () => {
    await withApp({}, async (server) => {
      await keep(server.store, { draft: { inputPreview: '=1+1', metadata: { 'a,b': '@x' } } });
      const query = 'format=csv&columns=model&columns=input_preview&columns=metadata.a,b';
      expect(await exported(server, query)).toBe(
        '\uFEFFmodel,input_preview,"metadata.a,b"\r\ngpt-test,\'=1+1,\'@x\r\n',
      );
      expect(await exported(server, 'format=csv')).toContain('id,created,model');
    });
  });

  it('is a fine-tuning file of those that make one, which can be brought in again', async () => {
    const file = await withApp({}, async (server) => {
      const message = '{"role":"assistant","content":"Blue.","refusal":null}';
      const body = `{"choices":[{"index":0,"message":${message},"finish_reason":"stop"}]}`;
      await keep(server.store, { outcome: { body } });
      await keep(server.store, { outcome: { body: '{"choices":[]}' } });
      return exported(server, 'format=chat');
    });
    expect(file).toBe(
      '{"messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":"Blue."}]}\n',
    );
    await withApp({}, async (server) => {
      expect(await imported(server, file)).toMatchObject({ counts: { changed: 1 } });
      expect(await imported(server, file)).toMatchObject({ counts: { skipped: 1 } });
      expect(await exported(server, 'format=chat')).toBe(file);
    });
  });

  it('tells how many it left out, by the reason, right after the download', async () => {
    await withApp({}, async (server) => {
      for (const body of [
        '{"choices":[]}',
        '{"choices":[]}',
        '{"choices":[{"index":0,"message":{"role":"assistant","content":"B"},"finish_reason":"length"}]}',
      ])
        await keep(server.store, { outcome: { body } });
      const post = async (url: string, payload: object) =>
        server.app.inject({ method: 'POST', url, headers: HOST, payload });
      const { id } = (await post('/api/exports', { format: 'chat', target: { all: true } })).json<{
        id: string;
      }>();
      expect(
        (await server.app.inject({ url: `/api/exports/${id}`, headers: HOST })).statusCode,
      ).toBe(200);
      const job = (
        await server.app.inject({ url: `/api/jobs/${id}`, headers: HOST })
      ).json<object>();
      expect(job).toMatchObject({
        state: 'completed',
        counts: { total: 3, changed: 0, failed: 3 },
        progress: {
          format: 'chat',
          left_out: {
            'there is no choice 0': 2,
            'the answer was cut (length)': 1,
          },
        },
      });
    });
  });

  it.each([
    ['format', ''],
    ['format', 'format=xml'],
    ['columns', 'format=csv&columns=password'],
    ['columns', 'format=csv&columns=constructor'],
    ['choice', 'format=chat&choice=-1'],
    ['state', 'format=jsonl&state=gone'],
    ['sort', 'format=jsonl&sort=id'],
    ['order', 'format=jsonl&order=up'],
  ])('with a wrong %s is refused: %s', async (param, query) => {
    const response = await parts.server.app.inject({ url: `/api/export?${query}`, headers: HOST });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { param } });
  });

  it.each([
    [{ format: 'jsonl' }],
    [{ format: 'jsonl', target: { ids: [] } }],
    [{ format: 'jsonl', target: { ids: ['a', 'a'] } }],
    [{ format: 'jsonl', target: { ids: ['a', 1] } }],
    [{ format: 'jsonl', target: { ids: Array.from({ length: 10_001 }, (_, i) => `i${i}`) } }],
    [{ format: 'jsonl', target: 'all' }],
  ])('with a wrong target is refused', async (payload) => {
    const response = await parts.server.app.inject({
      method: 'POST',
      url: '/api/export',
      headers: HOST,
      payload,
    });
    expect(response.statusCode).toBe(400);
  });

  it('waits for whoever reads it slowly, and stops when they leave', async () => {
    let pages = 0;
    const counted = (store: Store): Store => ({
      ...store,
      records: (...args) => {
        pages += 1;
        return store.records(...args);
      },
    });
    await withApp({ listen: true, store: counted }, async (server) => {
      const messages = JSON.stringify([{ role: 'user', content: 'x'.repeat(1_000_000) }]);
      for (let i = 0; i < 40; i++) await keep(server.store, { draft: { messages } });
      const abort = new AbortController();
      const response = await fetch(`${server.url}/api/export?format=jsonl`, {
        signal: abort.signal,
      });
      const reader = response.body?.getReader();
      await reader?.read();
      await settled(() => pages);
      expect(pages).toBeLessThan(30);
      abort.abort();
      await settled(() => pages);
      const whole = await fetch(`${server.url}/api/export?format=jsonl`);
      expect(idsIn(await whole.text())).toHaveLength(40);
    });
  });

  it('that the database breaks off never looks whole', async () => {
    let pages = 0;
    const breaking = (store: Store): Store => ({
      ...store,
      records(...args) {
        pages += 1;
        return pages === 3 ? Promise.reject(new Error('broken')) : store.records(...args);
      },
    });
    await withApp({ listen: true, store: breaking }, async (server) => {
      for (let i = 0; i < 3; i++)
        await keep(server.store, { draft: { messages: JSON.stringify(['x'.repeat(2e6)]) } });
      const response = await fetch(`${server.url}/api/export?format=jsonl`);
      await expect(response.text()).rejects.toThrow();
    });
  });
});
