import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { endLeftAnswers } from '../../record/left-answers';
import { type SmallDisk, smallDisk } from '../../testing/small-disk';
import { startApp } from '../../testing/start-app';
import {
  completion,
  sendJson,
  startScriptedUpstream,
  scriptedProvider,
} from '../../testing/scripted-upstream';
import { keep, sampleDraft, sampleOutcome } from '../../testing/store-suite/samples';
import { openSqliteStore } from './sqlite-store';
import type { Job } from '#contract/wire/jobs';
import { textOf } from '../../json/text';
import { StoreUnavailable } from '../errors';
import { type Store } from '../store';

const first = smallDisk(1);
first?.remove();
/** Only root can mount a small disk; everywhere else kill.deep.test.ts fills one by a limit. */
const canMount = first !== null;

function disk(megabytes = 24): SmallDisk {
  const made = smallDisk(megabytes);
  if (!made) throw new Error('no disk');
  onTestFinished(() => made.remove());
  return made;
}

async function open({ folder }: SmallDisk): Promise<Store> {
  const store = await openSqliteStore({ url: `file:${join(folder, 'chatkeep.db')}` });
  onTestFinished(() => store.close());
  return store;
}

const LONG = JSON.stringify({ choices: [{ message: { content: 'x'.repeat(200_000) } }] });

describe.skipIf(!canMount)('on a full disk', () => {
  it('the store starts, deletes and erases, and takes nothing more in', async () => {
    const small = disk();
    const before = await open(small);
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1) ids.push(await keep(before, { outcome: { body: LONG } }));
    await before.close();
    small.fill();

    const store = await open(small);
    await store.recover();
    await endLeftAnswers(store, expect.unreachable as never);
    await store.audit({ actor: null, origin: null, action: 'test', subject: null, count: 1 });
    for (const id of ids.slice(0, 6)) expect(await store.delete(id, 'any')).toBe(true);
    for (const id of ids.slice(0, 5)) expect(await store.erase(id)).toBe(true);
    expect(await store.restore(ids[5] ?? '')).toBe(true);
    const left = await store.retrieve(ids[5] ?? '', 'any');
    expect(left && textOf(left.body)).toBe(LONG);
    for (let i = 0; i < 3; i += 1) {
      small.fill();
      await expect(store.begin(sampleDraft())).rejects.toThrow(StoreUnavailable);
    }
    // And again after a start, as often as it likes.
    await store.close();
    const again = await open(small);
    expect(await again.retrieve(ids[0] ?? '', 'any')).toBeNull();
    expect(await again.delete(ids[7] ?? '', 'any')).toBe(true);
    // What the closing has given back is taken by others.
    small.fill();
    await expect(again.begin(sampleDraft())).rejects.toThrow(StoreUnavailable);

    small.makeRoom();
    await again.begin(sampleDraft());
    expect(statSync(join(small.folder, 'chatkeep.db.reserve')).size).toBeGreaterThan(1_000_000);
  });

  it('what is in the log and has no room in the file keeps nobody from deleting', async () => {
    const small = disk(40);
    const store = await open(small);
    const body = JSON.stringify({ choices: [{ message: { content: 'x'.repeat(150_000) } }] });
    const ids: string[] = [];
    for (let i = 0; i < 34; i += 1) ids.push(await keep(store, { outcome: { body } }));
    expect(statSync(join(small.folder, 'chatkeep.db')).size).toBeLessThan(1_000_000);
    small.fill();

    for (let i = 0; i < 20; i += 1)
      await store.audit({ actor: null, origin: null, action: 'test', subject: null, count: i });
    for (const id of ids.slice(0, 5)) expect(await store.delete(id, 'any')).toBe(true);
    for (const id of ids.slice(0, 4)) expect(await store.erase(id)).toBe(true);
    await expect(store.begin(sampleDraft())).rejects.toThrow(StoreUnavailable);

    small.makeRoom();
    await store.begin(sampleDraft());
    const log = () => statSync(join(small.folder, 'chatkeep.db-wal')).size;
    await expect.poll(log, { timeout: 10_000 }).toBeLessThan(1_000_000);
  });

  it('an answer for which there is no room any more ends all the same, and so do its neighbours', async () => {
    const small = disk();
    const store = await open(small);
    const drafts = Array.from({ length: 8 }, () => sampleDraft());
    for (const draft of drafts) await store.begin(draft);
    small.fill();
    const ends = await Promise.allSettled(
      drafts.map(({ id }) => store.finish(id, sampleOutcome({ body: LONG.repeat(1) }))),
    );
    for (const [i, end] of ends.entries()) {
      if (end.status === 'fulfilled') continue;
      const short = { state: 'incomplete', reason: 'not_stored', body: '{}' } as const;
      expect(await store.finish(drafts[i]?.id ?? '', sampleOutcome(short))).toBe(true);
    }
    for (const [i, { id }] of drafts.entries()) {
      const row = await store.retrieve(id, 'any');
      expect(row?.state).toBe(ends[i]?.status === 'fulfilled' ? 'complete' : 'incomplete');
    }
  });

  it('creates say 503 before the call that is paid, and an answer that was paid for is delivered', async () => {
    const small = disk();
    const upstream = await startScriptedUpstream();
    const server = await startApp({
      providers: [scriptedProvider(upstream)],
      env: { DATABASE_URL: `file:${join(small.folder, 'chatkeep.db')}` },
    });
    onTestFinished(async () => {
      await server.close();
      await upstream.close();
    });
    const payload = {
      model: 'scripted:m',
      store: true,
      messages: [{ role: 'user', content: 'x' }],
    };
    const create = () =>
      server.app.inject({ method: 'POST', url: '/v1/chat/completions', payload });
    // Larger than all the room that is left when it comes.
    upstream.script((response) => {
      small.fill();
      sendJson(response, completion('y'.repeat(9_000_000)));
    });
    const late = await create();
    expect(late.statusCode).toBe(200);
    expect(late.headers['x-completion-stored']).toBe('false');
    const id = String(late.headers['x-completion-id']);
    const shown = async () => (await server.store.retrieve(id, 'any'))?.reason;
    await expect.poll(shown, { timeout: 20_000 }).toBe('not_stored');

    small.fill();
    const calls = upstream.received.length;
    const refused = await create();
    expect(refused.statusCode).toBe(503);
    expect(refused.body).toContain('The disk of the completion store is full.');
    expect(upstream.received).toHaveLength(calls);
    expect((await server.app.inject('/readyz')).statusCode).toBe(503);
    expect(
      (await server.app.inject({ method: 'DELETE', url: `/api/completions/${id}` })).statusCode,
    ).toBe(200);

    small.makeRoom();
    upstream.script((response) => sendJson(response, completion('fine')));
    expect((await create()).headers['x-completion-stored']).toBe('true');
    expect((await server.app.inject('/readyz')).statusCode).toBe(200);
    expect(existsSync(join(small.folder, 'chatkeep.db.reserve'))).toBe(true);
  });

  it('an import that fills it ends, with its bad lines and what kept it from going on', async () => {
    const small = disk();
    const server = await startApp({
      env: { DATABASE_URL: `file:${join(small.folder, 'chatkeep.db')}` },
    });
    onTestFinished(() => server.close());
    const asked = { role: 'user', content: randomBytes(15_000).toString('base64') };
    const line = (i: number) =>
      JSON.stringify({ messages: [asked, { role: 'assistant', content: `${i}` }] });
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/import',
      payload: ['no line', ...Array.from({ length: 1_500 }, (_, i) => line(i))].join('\n'),
    });

    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('The disk of the completion store is full. Please try again.');
    const { data } = (await server.app.inject('/api/jobs')).json<{ data: Job[] }>();
    expect(data).toMatchObject([
      { state: 'failed', error: 'the disk was full; what had arrived is stored' },
    ]);
    expect(data[0]?.counts.failed).toBe(1);
  });
});
