import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDraft, sampleOutcome, tableQuery } from '../testing/store-suite/samples';
import { noFilter } from '../store/no-filter';
import { firstOfSecond } from '../store/position';
import type { Store } from '../store/store';
import { useBothEngines } from '../testing/both-engines';
import { sweepTrash } from '../schedule/sweep-trash';
import { placesOf } from '../testing/canary';
import { ask, type JobAnswer, jobIn, runJob } from '../testing/jobs';
import { startApp, type TestApp } from '../testing/start-app';
import { imported } from '../testing/transfer';

const { engines } = useBothEngines();

const DAY = 86_400;
const created = Math.floor(Date.now() / 1_000) - 40 * DAY;
let last = 0;

type Said = { canary: string; ids: string[] };

/** Completions that have a word of their own wherever a completion can have text, also in what is kept about them. */
async function said(server: TestApp, hasNames = true): Promise<Said> {
  const canary = `canary${'abcdefghijklmnop'[(last += 1)]}quokka`;
  const ids: string[] = [];
  for (let i = 0; i < 2; i += 1) {
    const id = `said-${last}-${i}`;
    const draft = {
      id,
      created,
      k: firstOfSecond(created) + last * 10 + i,
      messages: JSON.stringify([{ role: 'user', content: `An ${canary} in a question` }]),
      request: JSON.stringify({ tools: [{ type: 'function', function: { name: canary } }] }),
      inputPreview: canary,
      metadata: { shelf: String(last), ...(hasNames && { note: canary, [canary]: 'key' }) },
      // A rule that keeps the numbers keeps such names, too.
      ...(hasNames && { provider: canary, requestedModel: canary, caller: canary }),
    };
    const names = hasNames && { model: canary, upstreamId: canary, finishReason: canary };
    const answer = {
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: canary },
    };
    const body = JSON.stringify({
      object: 'chat.completion',
      choices: [answer],
      citations: [canary],
    });
    await server.store.begin(sampleDraft(draft));
    await server.store.keepPieces([{ id, chunks: JSON.stringify([canary]) }]);
    await server.store.finish(id, sampleOutcome({ body, outputPreview: canary, ...names }));
    ids.push(id);
  }
  await countBy(server.store, canary);
  // A dry run looks at them, and a tag job remembers what their metadata were.
  const rule = await ask<{ id: string }>(server, 'POST', '/api/retention', RULE(last));
  await ask(server, 'POST', `/api/retention/${rule.body.id}/dry-run`, {});
  const tag = { set: { tagged: hasNames ? canary : 'yes' }, remove: ['note'] };
  await runJob(server, { kind: 'tag', target: { ids }, tag });
  // Once more: it has nothing to do, and names the same value.
  await runJob(server, { kind: 'tag', target: { ids }, tag });
  expect(await placesOf(server, canary)).not.toEqual([]);
  return { canary, ids };
}

/** What is counted is remembered, and its sums are kept. */
async function countBy(store: Store, canary: string): Promise<void> {
  const split = { by: 'metadata', key: 'note' } as const;
  const filter = { ...noFilter, metadataNot: [['note', 'other']] as const };
  await store.query(tableQuery({ search: canary }));
  await store.query(tableQuery({ models: [canary] }));
  await store.facets(filter);
  await store.series({ filter, split });
  await store.insights({ filter, split, bucket: 86_400, verdictKey: 'note' });
}

const RULE = (shelf: number, action = 'delete') => ({
  name: `Shelf ${shelf}`,
  older_than_days: 30,
  where: `metadata[shelf]=${shelf}`,
  except: [],
  action,
});

async function runRule(server: TestApp, action: string): Promise<void> {
  const { body } = await ask<{ id: string }>(server, 'POST', '/api/retention', RULE(last, action));
  const run = await ask<JobAnswer>(server, 'POST', `/api/retention/${body.id}/run`, { confirm: 2 });
  expect((await jobIn(server, run.body.id, 'completed')).counts.changed).toBe(2);
}

const remove = async (server: TestApp, { ids }: Said) => {
  for (const id of ids) await ask(server, 'DELETE', `/api/completions/${id}`);
};

const deletedBy = (server: TestApp, { ids }: Said) =>
  runJob(server, { kind: 'delete', target: { ids } });

function fileOf({ ids }: Said): string {
  const choices = [
    { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'x' } },
  ];
  const head = { object: 'chat.completion', created, model: 'm', choices };
  return ids.map((id) => JSON.stringify({ id, ...head })).join('\n');
}

type Way = (server: TestApp, what: Said) => Promise<unknown>;

const WAYS: Record<string, Way> = {
  'erasing one now': async (server, what) => {
    await remove(server, what);
    for (const id of what.ids) await ask(server, 'DELETE', `/api/trash/${id}`);
  },
  'erasing a selection of the trash': async (server, what) => {
    await remove(server, what);
    await runJob(server, { kind: 'erase', target: { ids: what.ids } });
  },
  'erasing what a job deleted': async (server, what) => {
    const { id } = await deletedBy(server, what);
    await runJob(server, { kind: 'erase', target: { job: id } });
  },
  'the end of the time in the trash': async (server, what) => {
    await deletedBy(server, what);
    await sweepTrash(server.parts, Date.now() + 8 * DAY * 1_000);
  },
  'a retention rule, and that time': async (server) => {
    await runRule(server, 'delete');
    await sweepTrash(server.parts, Date.now() + 8 * DAY * 1_000);
  },
  'an import that replaces': (server, what) =>
    imported(server, fileOf(what), '?duplicates=replace'),
  'an import that takes the place of the trash': async (server, what) => {
    await remove(server, what);
    await imported(server, fileOf(what));
  },
};

const WITHOUT_TRASH: Record<string, Way> = {
  'deleting one': remove,
  'deleting many': deletedBy,
  'a retention rule': (server) => runRule(server, 'delete'),
};

describe.each(engines)('on %s, nothing is left after', (_name, env) => {
  let server: TestApp;
  let bare: TestApp;
  beforeAll(async () => {
    server = await startApp({ env: await env() });
    bare = await startApp({ env: { ...(await env()), TRASH_DAYS: '0' } });
  });
  afterAll(async () => {
    await server.close();
    await bare.close();
  });

  const isGone = async (on: TestApp, { canary }: Said) => {
    await expect.poll(() => placesOf(on, canary), { timeout: 3_000 }).toEqual([]);
  };

  it.each(Object.entries(WAYS))('%s', async (_way, erase) => {
    const what = await said(server);
    await erase(server, what);
    await isGone(server, what);
  });

  it.each(Object.entries(WITHOUT_TRASH))('%s, without a trash', async (_way, erase) => {
    const what = await said(bare);
    await erase(bare, what);
    await isGone(bare, what);
  });

  it('a retention rule that keeps the numbers, but for the metadata', async () => {
    const what = await said(server, false);
    await runRule(server, 'strip');
    await isGone(server, what);
    const kept = await server.store.retrieve(what.ids[0] ?? '', 'complete');
    expect(kept).toMatchObject({ metadata: { tagged: 'yes' }, promptTokens: 12 });
  });

  it('deleting what is being generated', async () => {
    const canary = 'canaryrunningquokka';
    const draft = sampleDraft({ inputPreview: canary, messages: `["${canary}"]` });
    await server.store.begin(draft);
    expect(await placesOf(server, canary)).not.toEqual([]);
    await ask(server, 'DELETE', `/api/completions/${draft.id}`);
    await isGone(server, { canary, ids: [] });
  });
});
