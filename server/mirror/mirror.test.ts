import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../json/text';
import type { Job } from '../store/jobs';
import { keep, tableQuery } from '../testing/store-suite/samples';
import { openStore } from '../store/open-store';
import { PostgresServer } from '../testing/postgres-server';
import type { Store } from '../store/store';
import { type Keeper, startKeeper } from '../testing/keeper';
import { mirrorRunner } from '../testing/mirror-runner';
import { changeMirror } from './mirrors';
import { startMirror } from './start-mirror';

const postgres = new PostgresServer();
beforeAll(() => postgres.start());
afterAll(() => postgres.remove());

describe.each<[string, (folder: string) => Promise<string>]>([
  ['SQLite', async (folder) => `file:${join(folder, 'mirror.db')}`],
  ['PostgreSQL', () => postgres.createDatabase()],
])('a mirror on %s', (_, where) => {
  let folder: string;
  let store: Store;
  let keeper: Keeper;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chatkeep-mirror-'));
    store = await openStore(await where(folder));
    keeper = await startKeeper(0);
  });
  afterEach(async () => {
    await store.close();
    await keeper.close();
    rmSync(folder, { recursive: true });
  });

  async function run(): Promise<Job> {
    const jobs = mirrorRunner(store, keeper.provider);
    await jobs.start();
    const id = await startMirror({ store, jobs }, 'keeper', { actor: null, origin: null });
    const job = () => store.job(id ?? '');
    await expect
      .poll(async () => (await job())?.ended, { timeout: 30_000, interval: 10 })
      .not.toBeNull();
    await jobs.stop();
    return (await job()) as Job;
  }

  /** Puts one into the provider's list where its time is. */
  function appear(id: string, created: unknown, more: object = {}): void {
    const message = { role: 'assistant', content: `answer of ${id}` };
    const choices = [{ index: 0, finish_reason: 'stop', message }];
    const one = { id, object: 'chat.completion', model: 'm', choices, ...more, created };
    const later = keeper.kept.findIndex((each) => each.created > Number(created));
    keeper.kept.splice(later === -1 ? keeper.kept.length : later, 0, one as never);
  }

  const T = 1_764_000_000;
  const has = async (id: string) => (await store.retrieve(id, 'any')) !== null;
  const total = async () => (await store.query(tableQuery({}))).total.value;

  it('copies what began early and appears late: within an hour each run, within a day once a day', async () => {
    for (let i = 0; i < 250; i += 1) appear(`a${i}`, T + i * 600);
    const end = T + 249 * 600;
    const first = await run();
    expect(first.counts).toMatchObject({ total: 250, changed: 250 });
    expect(JSON.parse(first.progress)).toMatchObject({ from: T, reached: end });
    appear('late', end - 1_800);
    appear('hours-late', end - 40_000);
    keeper.asked.length = 0;
    const second = await run();
    expect(second.counts).toMatchObject({ total: 1, changed: 1, skipped: 0 });
    // It does not look at everything, so no date says how far it is.
    expect(JSON.parse(second.progress)).not.toHaveProperty('from');
    // One page of the list, and the messages of the one.
    expect(keeper.asked).toHaveLength(2);
    expect([await has('late'), await has('hours-late')]).toEqual([true, false]);
    await changeMirror(store, 'keeper', { deepAt: 1 });
    expect((await run()).counts).toMatchObject({ total: 1, changed: 1, skipped: 0 });
    expect(await has('hours-late')).toBe(true);
  });

  it('copies nothing twice that went through this server, here or in the trash', async () => {
    const here = await keep(store, {
      draft: { provider: 'keeper' },
      outcome: { upstreamId: 'u1' },
    });
    const gone = await keep(store, {
      draft: { provider: 'keeper' },
      outcome: { upstreamId: 'u2' },
    });
    await store.delete(gone, 'any');
    await keep(store, { draft: { provider: 'other' }, outcome: { upstreamId: 'u3' } });
    for (const id of ['u1', 'u2', 'u3', 'u4']) appear(id, T);
    expect((await run()).counts).toMatchObject({ total: 4, changed: 2, skipped: 2 });
    expect(await Promise.all(['u1', 'u2', 'u3', 'u4', here].map(has))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(await total()).toBe(4);
  });

  it('never brings back what was erased here, not even when it starts over', async () => {
    for (let i = 0; i < 120; i += 1) appear(`a${i}`, T + i * 3_600);
    await run();
    for (const id of ['a0', 'a60', 'a119']) {
      await store.delete(id, 'any');
      await store.erase(id);
    }
    expect((await run()).counts).toMatchObject({ total: 0, changed: 0 });
    // The provider has forgotten everything that a walk could begin behind.
    keeper.kept.splice(60, 60, ...keeper.kept.slice(119));
    appear('new', T + 121 * 3_600);
    expect((await run()).counts).toMatchObject({ total: 1, changed: 1 });
    expect(await Promise.all(['a0', 'a60', 'a119', 'new'].map(has))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('never copies what was made here and erased before any run', async () => {
    const draft = { provider: 'keeper' };
    const id = await keep(store, { draft, outcome: { upstreamId: 'a0' } });
    await store.delete(id, 'any');
    await store.erase(id);
    for (const each of ['a0', 'a1']) appear(each, T);
    expect((await run()).counts).toMatchObject({ total: 2, changed: 1, skipped: 1 });
    expect([await has('a0'), await has('a1')]).toEqual([false, true]);
  });

  it('looks once at what cannot be copied', async () => {
    appear('odd', T, { choices: 'none' });
    appear('good', T + 1);
    expect((await run()).counts).toMatchObject({ total: 2, changed: 1, failed: 1 });
    expect((await run()).counts).toMatchObject({ total: 0, failed: 0 });
  });

  it.each<[string, (i: number) => unknown]>([
    ['null', () => null],
    ['absent', () => undefined],
    ['zero', () => 0],
    ['in the year 9000', () => 221_845_392_000],
  ])('takes no cursor from dates that are %s', async (__, created) => {
    for (let i = 0; i < 150; i += 1) appear(`a${i}`, i % 3 === 1 ? created(i) : T + i * 60);
    const first = await run();
    expect(first.state).toBe('completed');
    expect(first.counts.total).toBe(150);
    appear('new', T + 160 * 60);
    expect((await run()).counts).toMatchObject({ total: 1, changed: 1 });
    expect(await has('new')).toBe(true);
  });

  it.each<[string, (i: number) => unknown]>([
    ['ISO text', (i) => new Date((T + i * 600) * 1_000).toISOString()],
    ['milliseconds', (i) => (T + i * 600) * 1_000],
    ['digits in a text', (i) => String(T + i * 600)],
  ])('understands dates as %s', async (__, created) => {
    keeper.kept.push(
      ...Array.from({ length: 130 }, (___, i) => ({
        id: `a${i}`,
        object: 'chat.completion',
        model: 'm',
        choices: [{ index: 0, message: { role: 'assistant', content: 'A' } }],
        created: created(i) as number,
      })),
    );
    await run();
    expect((await store.retrieve('a7', 'any'))?.created).toBe(T + 7 * 600);
    keeper.asked.length = 0;
    expect((await run()).counts.total).toBe(0);
    expect(keeper.asked).toHaveLength(1);
  });

  it('says so when the provider does not page, and when it lists the newest first', async () => {
    for (let i = 0; i < 150; i += 1) appear(`a${i}`, T + i);
    keeper.habits.ignoresAfter = true;
    const unpaged = await run();
    expect(unpaged).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('does not page') as string,
    });
    expect(unpaged.counts.changed).toBe(100);
    expect(keeper.asked.filter((url) => !url.includes('/messages'))).toHaveLength(2);
    keeper.habits.ignoresAfter = false;
    keeper.habits.ignoresOrder = true;
    expect((await run()).error).toContain('lists the newest first');
    keeper.habits.ignoresOrder = false;
    expect((await run()).counts).toMatchObject({ total: 50, changed: 50 });
  });

  it('takes no error under a status of 200 for the end of a list, or for an empty request', async () => {
    for (let i = 0; i < 150; i += 1) appear(`a${i}`, T + i);
    keeper.habits.failsAt = /after=a99/;
    expect((await run()).state).toBe('failed');
    keeper.habits.failsAt = /\/a120\/messages/;
    expect((await run()).state).toBe('failed');
    expect(await has('a120')).toBe(false);
    keeper.habits.failsAt = undefined;
    expect((await run()).state).toBe('completed');
    expect(await store.messages('a120', 'any')).toContain('question of a120');
    expect(await total()).toBe(150);
  });

  it('keeps each message once of a provider that does not page them', async () => {
    appear('one', T);
    keeper.habits.ignoresAfter = true;
    await run();
    expect(await store.messages('one', 'any')).toBe(
      '[{"role":"user","content":"question of one"}]',
    );
  });

  it('keeps the request alone: no answer of several, and no null that nobody set', async () => {
    keeper.habits.appendsChoices = true;
    const choices = [0, 1, 2].map((index) => ({
      index,
      finish_reason: 'stop',
      message: { role: 'assistant', content: `answer ${index}` },
    }));
    appear('three', T, { choices });
    await run();
    expect(await store.messages('three', 'any')).toBe(
      '[{"role":"user","content":"question of three"}]',
    );
  });

  it('keeps every answer of several, one that is no list, and what has no date', async () => {
    const choices = ['a', 'b', 'c'].map((content, index) => ({
      index,
      finish_reason: ['stop', 'length', 'content_filter'][index],
      message: { role: 'assistant', content },
    }));
    appear('three', T, { choices });
    appear('one', T + 1, { choices: choices[0] });
    appear('undated', null);
    expect((await run()).counts).toMatchObject({ total: 3, changed: 3, failed: 0 });
    const bodyOf = async (id: string) =>
      JSON.parse(textOf((await store.retrieve(id, 'any'))?.body ?? '')) as { choices: unknown };
    expect((await bodyOf('three')).choices).toEqual(choices);
    expect((await bodyOf('one')).choices).toEqual([choices[0]]);
    expect(await store.retrieve('undated', 'any')).toMatchObject({ created: 0, state: 'complete' });
  });

  it('takes the messages that the list has already', async () => {
    const asked = [{ role: 'user', content: 'Grüße', name: null }];
    appear('listed', T, { input_messages: asked });
    await run();
    expect(await store.messages('listed', 'any')).toBe('[{"role":"user","content":"Grüße"}]');
    expect((await store.retrieve('listed', 'any'))?.body).not.toContain('input_messages');
    expect(keeper.asked).toHaveLength(1);
  });
});
