import { describe, expect, it } from 'vitest';
import { keep, sampleOutcome } from '../testing/store-suite/samples';
import type { Store } from '../store/store';
import { exported, HOST, imported, withApp } from '../testing/transfer';

describe('an import', () => {
  it('takes bare completions with their own ids, and /v1 finds them', async () => {
    await withApp({}, async (server) => {
      const line = JSON.stringify({
        id: 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT',
        object: 'chat.completion',
        created: 1_741_569_952,
        model: 'gpt-4.1',
        choices: [
          { index: 0, message: { role: 'assistant', content: 'Hi!' }, finish_reason: 'stop' },
        ],
        usage: { prompt_tokens: 19, completion_tokens: 10, total_tokens: 29 },
        metadata: { from: 'elsewhere' },
        messages: [{ role: 'user', content: 'Hello there' }],
      }).replace('"gpt-4.1"', '"gpt-4.1","seed":4944116822809979520');
      expect(await imported(server, line)).toMatchObject({ counts: { changed: 1, failed: 0 } });
      const url = '/v1/chat/completions/chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT';
      const found = await server.app.inject({ url, headers: HOST });
      expect(found.body).toContain('"seed":4944116822809979520');
      expect(found.json()).toMatchObject({
        created: 1_741_569_952,
        metadata: { from: 'elsewhere' },
      });
      expect(found.json()).not.toHaveProperty('messages');
      const messages = await server.app.inject({ url: `${url}/messages`, headers: HOST });
      expect(messages.json()).toMatchObject({ data: [{ content: 'Hello there' }] });
      const table = await server.app.inject({ url: '/api/completions?q=hello', headers: HOST });
      expect(table.json()).toMatchObject({
        data: [
          {
            provider: 'import',
            total_tokens: 29,
            input_preview: 'Hello there',
            output_preview: 'Hi!',
          },
        ],
      });
      const after = 'after=chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT';
      const list = await server.app.inject({ url: `/v1/chat/completions?${after}`, headers: HOST });
      expect(list.json()).toMatchObject({ data: [] });
    });
  });

  it('keeps the good lines and tells number and reason of the bad ones', async () => {
    await withApp({}, async (server) => {
      const good = (id: string) =>
        `{"id":"${id}","object":"chat.completion","created":1700000000,"model":"m","choices":[]}`;
      const deep = '['.repeat(200_000) + ']'.repeat(200_000);
      const lines = [
        good('one'),
        '',
        'no json',
        '[1]',
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
        good('..'),
        good('with space'),
        good('two').replace('1700000000', '4700000000'),
        good('two').replace('"choices":[]', '"choices":[1]'),
        good('two').replace('}', `,"messages":${deep}}`),
        good('two').replace('}', ',"metadata":{"k":1}}'),
        '{"object":"chatkeep.record","v":2}',
        '{"object":"chatkeep.record","v":1,"id":"x","created":1,"state":"running"}',
        '{"messages":[{"role":"user","content":"Hi"}]}',
        good('one'),
      ].map((line) => Buffer.from(`${line}\r\n`));
      const file = Buffer.concat([
        ...lines,
        Buffer.from([0xff, 0xfe, 10]),
        Buffer.from(good('three')),
      ]);
      const { counts, failures } = await imported(server, file);
      expect(counts).toEqual({ done: 16, changed: 2, skipped: 1, failed: 13 });
      expect(failures.map(({ line, reason }) => `${line} ${reason}`)).toMatchInlineSnapshot(`
        [
          "3 not one valid JSON object in UTF-8, nested at most 128 levels deep",
          "4 not one valid JSON object in UTF-8, nested at most 128 levels deep",
          "5 neither a record of this server, nor a chat.completion, nor a line of a batch or of a fine-tuning file",
          "6 'id' cannot be used as an id",
          "7 'id' cannot be used as an id",
          "8 'created' lies in the future",
          "9 'choices' is not an array of objects",
          "10 not one valid JSON object in UTF-8, nested at most 128 levels deep",
          "11 Invalid type for 'metadata.k': expected a string, but got an integer instead.",
          "12 a record of a later version: use a newer release",
          "13 'state' is neither 'complete' nor 'incomplete'",
          "14 the last message is not one of the assistant",
          "16 not one valid JSON object in UTF-8, nested at most 128 levels deep",
        ]
      `);
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
      const list = await server.app.inject({ url: '/v1/chat/completions', headers: HOST });
      expect(
        list
          .json<{ data: { id: string }[] }>()
          .data.map(({ id }) => id)
          .sort(),
      ).toEqual(['one', 'three']);
    });
  });

  it('reads the dates that other servers write', async () => {
    await withApp({}, async (server) => {
      const dates = ['1700000000.75', '1700000000000', '"1700000000"', '"2023-11-14T22:13:20Z"'];
      const lines = dates.map(
        (created, at) =>
          `{"id":"c${at}","object":"chat.completion","created":${created},"model":"m","choices":[]}\n`,
      );
      const unread = '{"id":"c9","object":"chat.completion","created":"soon","choices":[]}\n';
      const { counts, failures } = await imported(server, lines.join('') + unread);
      expect(counts).toEqual({ done: 5, changed: 4, skipped: 0, failed: 1 });
      expect(failures.map(({ reason }) => reason)).toEqual(["'created' is not a time"]);
      const list = await server.app.inject({ url: '/v1/chat/completions', headers: HOST });
      const { data } = list.json<{ data: { created: unknown }[] }>();
      expect(data.map(({ created }) => created)).toEqual(dates.map(() => 1_700_000_000));
    });
  });

  it('takes what has no date, which the chart leaves out', async () => {
    await withApp({}, async (server) => {
      const dates = [
        '"created":null,',
        '',
        '"created":"",',
        '"created":0,',
        '"created":1700000000,',
      ];
      const lines = dates.map(
        (created, at) => `{"id":"u${at}","object":"chat.completion",${created}"choices":[]}\n`,
      );
      const { counts } = await imported(server, lines.join(''));
      expect(counts).toEqual({ done: 5, changed: 5, skipped: 0, failed: 0 });
      const list = await server.app.inject({ url: '/v1/chat/completions', headers: HOST });
      const { data } = list.json<{ data: { created: unknown }[] }>();
      expect(data.map(({ created }) => created)).toEqual([0, 0, 0, 0, 1_700_000_000]);
      const series = await server.app.inject({ url: '/api/series', headers: HOST });
      expect(series.json()).toMatchObject({
        from: 1_700_000_000,
        series: [{ points: [{ count: 1 }] }],
      });
    });
  });

  it('replaces what is stored when asked to, also when the file names an id twice', async () => {
    await withApp({}, async (server) => {
      const line = (env: string) =>
        `{"id":"twice","object":"chat.completion","created":1700000000,"model":"m","choices":[],"metadata":{"env":"${env}"}}\n`;
      const answer = await imported(server, line('first') + line('second'), '?duplicates=replace');
      expect(answer.counts).toEqual({ done: 2, changed: 2, skipped: 0, failed: 0 });
      expect((await server.store.retrieve('twice', 'any'))?.metadata).toEqual({ env: 'second' });
    });
  });

  it('is larger than any other body may be', async () => {
    await withApp({ config: { bodyLimit: 1_000, bodyBudget: 1_000 } }, async (server) => {
      await keep(server.store, { outcome: sampleOutcome() });
      const file = await exported(server);
      expect(await imported(server, file.repeat(50))).toMatchObject({ counts: { skipped: 50 } });
    });
  });

  it('keeps what had arrived when its sender breaks off, and lets the next one in', async () => {
    await withApp({ listen: true }, async (server) => {
      const line = (n: number) =>
        `{"id":"part-${n}","object":"chat.completion","created":1700000000,"model":"m","choices":[],"pad":"${'x'.repeat(300_000)}"}\n`;
      const abort = new AbortController();
      let fed = 0;
      const body = new ReadableStream({
        async pull(controller) {
          if (fed < 3) controller.enqueue(Buffer.from(line((fed += 1))));
          else {
            await expect.poll(() => server.store.retrieve('part-2', 'any')).not.toBeNull();
            abort.abort();
          }
        },
      });
      const init = { method: 'POST', body, duplex: 'half', signal: abort.signal } as RequestInit;
      await expect(fetch(`${server.url}/api/import`, init)).rejects.toThrow();
      await expect
        .poll(
          async () =>
            (await fetch(`${server.url}/api/import`, { method: 'POST', body: line(9) })).status,
        )
        .toBe(200);
      expect(await server.store.retrieve('part-9', 'any')).not.toBeNull();
      expect(await server.store.retrieve('part-1', 'any')).not.toBeNull();
    });
  });

  it('goes on behind a line that is longer than any may be', async () => {
    await withApp({}, async (server) => {
      const long = Buffer.alloc(40 * 1024 * 1024 + 1, 'x');
      const good = '\n{"id":"a","object":"chat.completion","created":1,"model":"m","choices":[]}';
      const { counts, failures } = await imported(server, Buffer.concat([long, Buffer.from(good)]));
      expect(counts).toEqual({ done: 2, changed: 1, skipped: 0, failed: 1 });
      expect(failures).toEqual([{ line: 1, reason: 'longer than 40 MiB' }]);
    });
  });

  it('refuses compressed bodies and unknown ways with duplicates, and takes no body for an empty file', async () => {
    await withApp({}, async (server) => {
      const zipped = {
        method: 'POST',
        url: '/api/import',
        headers: { ...HOST, 'content-type': 'text/plain', 'content-encoding': 'gzip' },
        payload: 'x',
      } as const;
      expect((await server.app.inject(zipped)).statusCode).toBe(415);
      const wrong = { method: 'POST', url: '/api/import?duplicates=merge', headers: HOST } as const;
      expect((await server.app.inject(wrong)).statusCode).toBe(400);
      expect(
        (await server.app.inject({ method: 'POST', url: '/api/import', headers: HOST })).json(),
      ).toMatchObject({
        counts: { done: 0 },
      });
    });
  });

  it('runs once at a time', async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const slow = (store: Store): Store => ({
      ...store,
      insertRecords: async (...args) => {
        await gate;
        return store.insertRecords(...args);
      },
    });
    await withApp({ store: slow }, async (server) => {
      const line = '{"id":"a","object":"chat.completion","created":1,"model":"m","choices":[]}';
      const first = imported(server, line);
      const again = { method: 'POST', url: '/api/import', headers: HOST, payload: 'x' } as const;
      expect((await server.app.inject(again)).json()).toMatchObject({
        error: { code: 'import_running' },
      });
      go();
      expect(await first).toMatchObject({ counts: { changed: 1 } });
    });
  });

  it('and an export are for those alone who may use the API', async () => {
    await withApp(
      { env: { ACCESS_TOKEN: 'a-long-enough-access-token-0123456789' } },
      async ({ app }) => {
        const urls = [
          { method: 'GET', url: '/api/export?format=jsonl' },
          { method: 'POST', url: '/api/import' },
        ] as const;
        for (const request of urls) {
          expect((await app.inject({ ...request, headers: HOST })).statusCode).toBe(401);
        }
      },
    );
    await withApp({}, async ({ app }) => {
      const headers = { ...HOST, origin: 'https://elsewhere.example' };
      const request = { method: 'POST', url: '/api/import', headers, payload: 'x' } as const;
      expect((await app.inject(request)).statusCode).toBe(403);
    });
  });
});
