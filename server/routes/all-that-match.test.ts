import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keep, sampleOutcome } from '../testing/store-suite/samples';
import { useBothEngines } from '../testing/both-engines';
import { ask, createJob, type JobAnswer, jobIn } from '../testing/jobs';
import type { TestApp } from '../testing/start-app';
import { withApp } from '../testing/transfer';
import { often } from '../testing/often';

const { engines } = useBothEngines();

async function idsOf(server: TestApp, query: string): Promise<string[]> {
  const { body } = await ask<{ data: { id: string }[]; next: string | null }>(
    server,
    'GET',
    `/api/completions?limit=1000&${query}`,
  );
  // One page holds them all.
  expect(body.next).toBeNull();
  return body.data.map(({ id }) => id);
}

const condition = fc.oneof(
  fc.constantFrom('a', 'b', 'c').map((model) => `model=${model}`),
  fc.constantFrom('x', 'y').map((env) => `metadata[env]=${env}`),
  fc.constantFrom('x', 'y').map((env) => `metadata_not[env]=${env}`),
  fc.constantFrom('metadata_exists=flag', 'metadata_missing=flag', 'q=needle'),
  fc.integer({ min: 10, max: 60 }).map((tokens) => `tokens_min=${tokens}`),
);

// Most conditions can be named once only.
const conditionsOf = fc.uniqueArray(condition, {
  maxLength: 2,
  selector: (text) => text.split('=')[0],
});

/** Completions of every sort that the conditions tell apart. */
function writer({ store }: TestApp): () => Promise<string> {
  let n = 0;
  return () => {
    n += 1;
    return keep(store, {
      draft: {
        metadata: { env: n % 2 ? 'x' : 'y', ...(n % 3 === 0 && { flag: '1' }) },
        messages: JSON.stringify([{ role: 'user', content: n % 5 ? 'hay' : 'a needle' }]),
      },
      outcome: sampleOutcome({ model: 'abc'[n % 3] ?? 'a', promptTokens: n % 50 }),
    });
  };
}

describe('all that match', () => {
  it.each(engines)(
    'on %s are those that the filter matched at that moment, whatever is written meanwhile',
    { timeout: 120_000 },
    async (_name, env) => {
      await withApp({ env: await env() }, async (server) => {
        const write = writer(server);
        const several = (count: number) => Promise.all(Array.from({ length: count }, write));
        await several(60);
        await fc.assert(
          fc.asyncProperty(conditionsOf, async (conditions) => {
            const filter = conditions.join('&');
            const [before, least] = [await idsOf(server, ''), await idsOf(server, filter)];
            const [ready] = await Promise.all([counted(server, filter), several(4)]);
            const most = await idsOf(server, filter);
            const later = await several(3);
            // What matched at that moment goes, though it would not match any more.
            const [edited] = least;
            if (edited) await server.store.updateMetadata(edited, { env: 'z' }, 'any');
            const [done, meanwhile] = await Promise.all([started(server, ready.id), several(3)]);
            const after = new Set(await idsOf(server, ''));
            const gone = [...new Set([...before, ...most])].filter((each) => !after.has(each));
            expect(gone).toEqual(expect.arrayContaining(least));
            expect(most).toEqual(expect.arrayContaining(gone));
            expect(new Set(gone).size).toBe(ready.counts.total);
            expect(done.counts).toMatchObject({ changed: ready.counts.total, failed: 0 });
            expect([...later, ...meanwhile].every((each) => after.has(each))).toBe(true);
            if (gone.length === 0) return;
            const undo = await ask<JobAnswer>(server, 'POST', `/api/jobs/${ready.id}/undo`);
            await jobIn(server, undo.body.id, 'completed');
            expect(await idsOf(server, '')).toEqual(expect.arrayContaining(gone));
          }),
          { numRuns: often(10, 25) },
        );
      });
    },
  );
});

async function counted(server: TestApp, filter: string): Promise<JobAnswer> {
  const target = filter === '' ? { all: true } : { filter };
  const { id } = await createJob(server, { kind: 'delete', target });
  return jobIn(server, id, 'ready');
}

async function started(server: TestApp, id: string): Promise<JobAnswer> {
  await ask(server, 'POST', `/api/jobs/${id}/start`);
  return jobIn(server, id, 'completed');
}
