import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { sampleDraft, sampleOutcome, tableIds } from '../../testing/store-suite/samples';
import { openStore } from '../open-store';
import type { Store } from '../store';
import { PostgresServer } from '../../testing/postgres-server';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

async function open(url: string): Promise<Store> {
  const store = await openStore(url);
  onTestFinished(() => store.close());
  return store;
}

it('finds what ended, whoever began or tagged it, however long it is', async () => {
  const url = await server.createDatabase();
  const [first, second] = [await open(url), await open(url)];
  const begin = async (content: string, metadata = {}) => {
    const draft = sampleDraft({ messages: JSON.stringify([{ content }]), metadata });
    await first.begin(draft);
    return draft.id;
  };
  const body = JSON.stringify({ choices: [{ message: { content: 'ibex' } }] });
  const said = (id: string, on = first) => on.finish(id, sampleOutcome({ body, upstreamId: id }));
  const ids = {
    plain: await begin('okapi', { pet: 'ferret' }),
    long: await begin(`${'lorem ipsum '.repeat(3_000)} okapi`, { pet: 'ferret' }),
    tagged: await begin('okapi', { pet: 'weasel' }),
    elsewhere: await begin('okapi', { pet: 'ferret' }),
  };
  expect(await tableIds(first, { search: 'okapi' })).toEqual([]);
  await second.updateMetadata(ids.tagged, { pet: 'ferret' }, 'any');
  await said(ids.elsewhere, second);
  for (const id of [ids.plain, ids.long, ids.tagged]) expect(await said(id)).toBe(true);
  const all = Object.values(ids).toReversed();
  for (const search of ['okapi', 'ibex', 'ferret', 'okapi ferret'])
    expect(await tableIds(second, { search }), search).toEqual(all);
  expect(await tableIds(second, { search: 'weasel' })).toEqual([]);
});

it('finds the prompts of a server that is gone, more than one at a time, and its late ends', async () => {
  const url = await server.createDatabase();
  const [first, second] = [await open(url), await open(url)];
  const messages = JSON.stringify([{ content: 'okapi' }]);
  const drafts = Array.from({ length: 45 }, () =>
    sampleDraft({ messages, metadata: { pet: 'ferret' } }),
  );
  for (const draft of drafts) await first.begin(draft);
  const dead = "UPDATE chatkeep.servers SET alive_until = now() - interval '1 second'";
  await server.query(dead, new URL(url).pathname.slice(1));
  expect(await second.recover()).toBe(45);
  const all = drafts.map(({ id }) => id).toReversed();
  expect(await tableIds(second, { search: 'okapi ferret' })).toEqual(all);
  const body = JSON.stringify({ choices: [{ message: { content: 'ibex' } }] });
  await first.finish(all[0] ?? '', sampleOutcome({ body }));
  expect(await tableIds(second, { search: 'okapi ibex' })).toEqual([all[0]]);
});
