import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useBothEngines } from '../testing/both-engines';
import { ask, jobIn, runJob } from '../testing/jobs';
import { keep } from '../testing/store-suite/samples';
import type { TestApp } from '../testing/start-app';
import { temporaryFolder } from '../testing/temporary-folder';
import { imported, withApp } from '../testing/transfer';

const { engines } = useBothEngines();

const MILLION = 1_000_000;
const DAY = Date.parse('2026-11-01T00:00:00Z') / 1_000;

type Line = { id: string; model: string; created?: number; usage?: object };

/** As another program would write it: a bare completion, a million tokens each way. */
const lineOf = ({ id, model, created = DAY, usage = {} }: Line) =>
  JSON.stringify({
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
    usage: {
      prompt_tokens: MILLION,
      completion_tokens: MILLION,
      total_tokens: 2 * MILLION,
      ...usage,
    },
  });

const FILE = [
  lineOf({ id: 'own-before', model: 'house-7b', created: DAY - 1 }),
  lineOf({ id: 'own-after', model: 'house-7b' }),
  lineOf({ id: 'shipped', model: 'gpt-4o' }),
  lineOf({ id: 'reported', model: 'gpt-4o', usage: { cost: 0.125 } }),
  lineOf({ id: 'unknown', model: 'nobody-knows' }),
].join('\n');

function pricesFile(input: number): string {
  const path = join(temporaryFolder(), 'prices.json');
  writePrices(path, input);
  return path;
}

function writePrices(path: string, input: number) {
  const own = { host: 'llm.example', model: 'house-7b', output: 2 };
  const prices = [
    { ...own, input },
    { ...own, input: input + 4, from: '2026-11-01' },
  ];
  writeFileSync(path, JSON.stringify({ prices }));
}

type Row = { id: string; cost: number | null };

async function rowsOf(server: TestApp): Promise<Row[]> {
  const { body } = await ask<{ data: Row[] }>(server, 'GET', '/api/completions?limit=1000');
  return body.data;
}

const costsOf = async (server: TestApp) =>
  Object.fromEntries((await rowsOf(server)).map(({ id, cost }) => [id, cost]));

const BROUGHT = { 'own-before': 3, 'own-after': 7, shipped: 12.5, reported: 0.125, unknown: null };

describe.each(engines)('on %s', (_name, newEnvironment) => {
  it('what is imported costs what it did on its day, by PRICES_FILE over the shipped prices', async () => {
    const env = { ...(await newEnvironment()), PRICES_FILE: pricesFile(1) };
    await withApp({ env }, async (server) => {
      expect(await imported(server, FILE)).toMatchObject({ counts: { changed: 5, failed: 0 } });
      expect(await costsOf(server)).toEqual(BROUGHT);
    });
  });

  it('the same rows are priced anew by a job, which is taken back', async () => {
    const path = pricesFile(1);
    const env = { ...(await newEnvironment()), PRICES_FILE: path };
    await withApp({ env }, async (server) => {
      await imported(server, FILE);
      writePrices(path, 10);
      // The file of an operator is read again when somebody looks.
      await ask(server, 'GET', '/api/prices');
      const job = await runJob(server, { kind: 'reprice', target: { all: true } });
      expect(job).toMatchObject({
        state: 'completed',
        counts: { total: 5, changed: 2, skipped: 3 },
      });
      expect(await costsOf(server)).toEqual({ ...BROUGHT, 'own-before': 12, 'own-after': 16 });
      const undo = await ask<{ id: string }>(server, 'POST', `/api/jobs/${job.id}/undo`);
      expect(await jobIn(server, undo.body.id, 'completed', 'undone', 'failed')).toMatchObject({
        error: null,
      });
      await expect.poll(() => costsOf(server), { timeout: 20_000 }).toEqual(BROUGHT);
    });
  });

  it('the total of the table is the sum of its rows, over time and by model', async () => {
    await withApp({ env: await newEnvironment() }, async (server) => {
      // Powers of two and their multiples: the sums are exact in any order.
      const cost = fc.option(fc.nat(1 << 20).map((units) => units / 1024));
      const costs = fc.sample(cost, 60);
      for (const [n, each] of costs.entries()) {
        await keep(server.store, { outcome: { cost: each, model: 'abc'[n % 3] ?? 'a' } });
      }
      const rows = await rowsOf(server);
      const known = rows.flatMap((row) => row.cost ?? []);
      expect(rows).toHaveLength(60);
      const sum = known.reduce((all, each) => all + each, 0);
      type Points = { series: { points: { cost: number | null }[] }[] };
      for (const query of ['', '?by=model']) {
        const { body } = await ask<Points>(server, 'GET', `/api/series${query}`);
        const points = body.series.flatMap((each) => each.points);
        expect(points.reduce((all, point) => all + (point.cost ?? 0), 0)).toBe(sum);
      }
      const { body } = await ask<{ total: { cost: number | null } }>(
        server,
        'GET',
        '/api/insights',
      );
      expect(body.total.cost).toBe(sum);
    });
  });
});
