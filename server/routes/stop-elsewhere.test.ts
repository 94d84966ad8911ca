import { afterAll, beforeAll, expect, it } from 'vitest';
import { PostgresServer } from '../testing/postgres-server';
import {
  chunk,
  type ScriptedUpstream,
  scriptedProvider,
  sendEvents,
  startScriptedUpstream,
} from '../testing/scripted-upstream';
import { startApp, type TestApp } from '../testing/start-app';

const database = new PostgresServer();
let upstream: ScriptedUpstream;
let here: TestApp;
let there: TestApp;

beforeAll(async () => {
  await database.start();
  upstream = await startScriptedUpstream();
  const options = {
    env: { DATABASE_URL: await database.createDatabase() },
    providers: [scriptedProvider(upstream)],
    listen: true,
  };
  here = await startApp(options);
  there = await startApp(options);
});

afterAll(async () => {
  await here.close();
  await there.close();
  await upstream.close();
  await database.remove();
});

it('stops an answer through a server that does not generate it, on one PostgreSQL', async () => {
  upstream.script((response) => sendEvents(response, [chunk({ content: 'So far' })]));
  const response = await fetch(`${here.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'scripted:m',
      stream: true,
      store: true,
      messages: [{ role: 'user', content: 'Hello' }],
    }),
  });
  const reading = response.text();
  const listed = await fetch(`${there.url}/api/completions?state=running`);
  const [row] = ((await listed.json()) as { data: { id: string }[] }).data;
  expect(row?.id).toBe(response.headers.get('x-completion-id'));
  const path = `/api/completions/${row?.id}`;

  const followed = await fetch(`${there.url}${path}/stream`);
  expect(followed.status).toBe(409);
  const stopped = await fetch(`${there.url}${path}/stop`, { method: 'POST', ...EMPTY });
  expect(stopped.status).toBe(202);
  await upstream.received.at(-1)?.aborted;
  expect(await reading).toContain('So far');
  const kept = await fetch(`${there.url}${path}`);
  expect(await kept.json()).toMatchObject({ state: 'incomplete', reason: 'user_stop' });
  const again = await fetch(`${there.url}${path}/stop`, { method: 'POST', ...EMPTY });
  expect(again.status).toBe(404);
  const over = await fetch(`${there.url}${path}/stream`);
  expect(over.status).toBe(404);
});

const EMPTY = { headers: { 'content-type': 'application/json' }, body: '{}' };
