import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPositions } from '../store/completion-id';
import { openStore } from '../store/open-store';
import { PostgresServer } from '../testing/postgres-server';
import type { EndedRecord } from '../store/records';
import type { TestApp } from '../testing/start-app';
import { exported, imported, withApp } from '../testing/transfer';
import { recordFrom } from '../testing/sample-record';

const postgres = new PostgresServer();
beforeAll(() => postgres.start());
afterAll(() => postgres.remove());

/** What a database holds to the character: no NUL, no half of a pair. */
const text = fc
  .string({ unit: 'binary', maxLength: 30 })
  .map((value) => value.replaceAll('\0', '') + (value.length % 3 === 0 ? '\u2028"\\\n' : ''));
const short = text.map((value) => value.slice(0, 20).toWellFormed());
const json = fc
  .json({ maxDepth: 3, stringUnit: 'binary' })
  .filter((value) => !value.includes('\0'));
const count = fc.option(fc.nat(1e9));
const measure = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }));
const message = fc.record({ role: fc.constantFrom('user', 'assistant', 'tool'), content: text });
const next = createPositions();

const record: fc.Arbitrary<EndedRecord> = fc
  .record({
    metadata: fc.dictionary(
      short.filter((key) => key !== ''),
      short,
      { maxKeys: 5 },
    ),
    messages: fc.array(message, { maxLength: 4 }).map((all) => JSON.stringify(all)),
    extra: json,
    answer: text,
    seed: fc.bigInt({ min: 0n, max: 2n ** 63n }),
    outcome: fc.record({
      promptTokens: count,
      completionTokens: count,
      cachedTokens: count,
      firstTokenMs: measure,
      totalMs: measure,
      cost: measure,
      model: short,
      inputPreview: short,
      outputPreview: short,
      version: fc.integer({ min: 1, max: 99 }),
    }),
    isWhole: fc.boolean(),
  })
  .map(({ metadata, messages, extra, answer, seed, outcome, isWhole }) => {
    const position = next();
    const content = JSON.stringify(answer);
    return recordFrom({
      ...position,
      ...outcome,
      ...(isWhole ? {} : { state: 'incomplete', reason: 'user_stop' }),
      metadata,
      messages,
      request: `{"seed":${seed},  "x":${extra}}`,
      body: `{"id":"${position.id}","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":${content}},"x":${extra}}],"n":1.0}`,
    });
  });

/** A completion as other servers write it, with what it answers in one way or another. */
const foreign = fc
  .record({
    answer: text,
    asked: text,
    temperature: fc.double({ min: 0, max: 2, noNaN: true }),
    how: fc.nat(2),
  })
  .map(({ answer, asked, temperature, how }) => {
    const { id, created } = next();
    const messages = [{ role: 'user', content: asked || 'Hi' }];
    const message = { role: 'assistant', content: answer || 'Yes', refusal: null };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }];
    const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };
    const body = { id, object: 'chat.completion', created, model: 'gpt-4o', choices, usage };
    if (how === 0) return { ...body, messages };
    if (how === 1)
      return { ...body, request: { model: 'gpt-4o', messages, temperature, user: 'me' } };
    return { messages: [...messages, { role: 'assistant', content: `${answer}${id}` }], tools: [] };
  });

const lineSet = (file: string) => new Set(file.split('\n'));

async function imports(server: TestApp, file: string, query?: string): Promise<void> {
  expect((await imported(server, file, query)).failures).toEqual([]);
}

describe('whatever is exported', () => {
  it(
    'and imported elsewhere, is exported equal from there, on either database',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(record, { minLength: 10, maxLength: 30 }), async (records) => {
          const file = await withApp({}, async (server) => {
            await server.store.insertRecords(records, 'skip');
            return exported(server);
          });
          expect(file).not.toMatch(/[\u2028\u2029]/);
          expect(file.trimEnd().split('\n')).toHaveLength(records.length);
          const there = await openStore(await postgres.createDatabase());
          const again = await withApp({ store: () => there }, async (server) => {
            await imports(server, file);
            return exported(server);
          });
          await there.close();
          expect(again).toBe(file);
          await withApp({}, async (server) => {
            await imports(server, again);
            expect(await exported(server)).toBe(file);
          });
        }),
        { numRuns: 3, endOnFailure: true },
      );
    },
  );

  it(
    'of what another server wrote is equal too, and so are its fine-tuning lines',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(foreign, { minLength: 10, maxLength: 30 }), async (lines) => {
          const file = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
          const first = await withApp({}, async (server) => {
            await imports(server, file);
            return { records: await exported(server), chat: await exported(server, 'format=chat') };
          });
          await withApp({}, async (server) => {
            await imports(server, first.records);
            expect(await exported(server)).toBe(first.records);
          });
          await withApp({}, async (server) => {
            await imports(server, first.chat);
            const chat = await exported(server, 'format=chat');
            // A line without an id is known by what it says: two that are alike are one completion.
            expect(lineSet(chat)).toEqual(lineSet(first.chat));
          });
        }),
        { numRuns: 3, endOnFailure: true },
      );
    },
  );
});

it('an imported completion shows what its file held, as if it had been made here', async () => {
  const request = {
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'Hi' }],
    user: 'me',
    stream: true,
    seed: 7,
  };
  const message = { role: 'assistant', content: 'Yes' };
  const answer = {
    object: 'chat.completion',
    created: 1_764_000_000,
    model: 'gpt-4o-2024-08-06',
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1_000_000, completion_tokens: 0, total_tokens: 1_000_000 },
  };
  const lines = [
    { id: 'priced', ...answer, request },
    { id: 'reported', ...answer, usage: { ...answer.usage, cost: 0.125 }, request },
    { id: 'unknown', ...answer, model: 'nobody-knows', request },
  ];
  await withApp({}, async (server) => {
    await imports(server, lines.map((line) => JSON.stringify(line)).join('\n'));
    const shown = async (id: string) => {
      const url = `/api/completions/${id}`;
      const response = await server.app.inject({ url, headers: { host: '127.0.0.1' } });
      return response.json<Record<string, unknown>>();
    };
    expect(await shown('priced')).toMatchObject({
      cost: 2.5,
      timings: { first_token_ms: null, total_ms: null },
      parameters: ['input_user', 'seed'],
      completion: { seed: 7, input_user: 'me' },
    });
    expect((await shown('priced'))['completion']).not.toHaveProperty('stream');
    expect(await shown('reported')).toMatchObject({ cost: 0.125 });
    expect(await shown('unknown')).toMatchObject({ cost: null });
  });
});
