import { expect, it } from 'vitest';
import { keep } from '../../testing/store-suite/samples';
import { errorOf, serverWith } from '../../testing/server-in-hand';

const CONTENT = 'x'.repeat(5_000_000);
const BODY = JSON.stringify({
  id: 'a',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: CONTENT } }],
});

it.each([
  ['completion', (id: string) => `/v1/chat/completions/${id}`],
  ['page', () => '/v1/chat/completions'],
  ['detail', (id: string) => `/api/completions/${id}`],
])('of those who read nothing of a large %s only some are given it at once', async (_, pathOf) => {
  const server = await serverWith(null, { answerBudget: 16_000_000 });
  const id = await keep(server.store, { outcome: { body: BODY } });
  const deaf = Array.from({ length: 8 }, () => {
    const client = server.open(`GET ${pathOf(id)}`, 'Connection: keep-alive');
    client.socket.once('data', () => client.socket.pause());
    return client;
  });
  const refused = () => deaf.filter((client) => client.status() === 503);
  await expect.poll(() => refused().length, { timeout: 20_000 }).toBe(5);
  expect(deaf.filter((client) => client.status() === 200)).toHaveLength(3);
  for (const client of refused()) {
    expect(errorOf(client)).toMatchObject({ code: 'overloaded' });
    expect(client.text()).toMatch(/retry-after: 1/i);
  }
  // What is small is answered all the same.
  expect((await fetch(`${server.url}/v1/models`)).status).toBe(200);
  for (const { socket } of deaf) socket.destroy();
  const ask = async () => {
    const answer = await fetch(server.url + pathOf(id));
    return (await answer.text()).includes(CONTENT) ? answer.status : 0;
  };
  await expect.poll(ask, { timeout: 20_000 }).toBe(200);
});

it('one that is larger than all of the room is given when nobody else has any', async () => {
  const server = await serverWith(null, { answerBudget: 1_000_000 });
  const id = await keep(server.store, { outcome: { body: BODY } });
  for (let n = 0; n < 3; n += 1) {
    const answer = await fetch(`${server.url}/v1/chat/completions/${id}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(CONTENT);
  }
});
