import { chunk, sendEvents } from '../../server/testing/scripted-upstream';
import { startChatkeep } from '../fixtures/chatkeep-server';
import { expect, test } from '../fixtures/test';

test('two server processes on one database: created on one, listed, tagged and stopped on the other', async ({
  server,
  upstream,
}) => {
  const other = await startChatkeep({ env: { DATABASE_URL: server.databaseUrl } });
  const body = { messages: [{ role: 'user', content: 'Hello' }], store: true };
  const create = (more: object) =>
    fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, ...more }),
    });

  const whole = await create({ model: 'demo:demo-echo', metadata: { by: 'one' } });
  const { id } = (await whole.json()) as { id: string };
  const listed = await fetch(`${other.url}/v1/chat/completions?metadata[by]=one&limit=100`);
  expect(await listed.json()).toMatchObject({ data: [{ id }] });
  await fetch(`${other.url}/v1/chat/completions/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"metadata":{"by":"two"}}',
  });
  const tagged = await fetch(`${server.url}/v1/chat/completions/${id}`);
  expect(await tagged.json()).toMatchObject({ metadata: { by: 'two' } });

  upstream.script((response) => sendEvents(response, [chunk({ content: 'Once upon' })]));
  const stream = await create({ model: 'scripted:m', stream: true });
  const running = stream.headers.get('x-completion-id');
  const stopped = await fetch(`${other.url}/api/completions/${running}/stop`, { method: 'POST' });
  expect(stopped.status).toBe(202);
  await upstream.received.at(-1)?.aborted;
  expect(await stream.text()).not.toContain('[DONE]');
  const kept = await fetch(`${other.url}/api/completions/${running}`);
  expect(await kept.json()).toMatchObject({
    state: 'incomplete',
    reason: 'user_stop',
    completion: { choices: [{ message: { content: 'Once upon' } }] },
  });
  await other.stop();
});
