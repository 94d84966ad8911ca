import { describe, expect, it } from 'vitest';
import { completion, sendJson } from '../../testing/scripted-upstream';
import { keep } from '../../testing/store-suite/samples';
import {
  answered,
  ASK,
  CREATE,
  errorOf,
  JSON_TYPE,
  serverWith,
} from '../../testing/server-in-hand';

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

describe('answers that may have been paid for', () => {
  const TIME = { timeout: 20_000 };
  async function withLarge() {
    const server = await serverWith(null, { answerBudget: 12_000_000 });
    server.upstream.script((response, { body }) =>
      sendJson(response, body.includes('large') ? BODY : completion('Hello')),
    );
    const ask = (n: number) => {
      const body = ASK.replace('scripted:m', `scripted:large-${n}`);
      return server.open(CREATE, `${JSON_TYPE}\r\nContent-Length: ${body.length}`, body);
    };
    const deaf = Array.from({ length: 8 }, (_, n) => {
      const client = ask(n);
      client.socket.once('data', () => client.socket.pause());
      return client;
    });
    const given = () => deaf.filter((client) => client.status() === 200).length;
    await expect.poll(given, TIME).toBe(3);
    return { ...server, deaf, given, ask };
  }

  it('wait at their providers while nobody reads those before them, and are not refused', async () => {
    const server = await withLarge();
    await server.post();
    expect(server.given()).toBe(3);
    expect(server.upstream.received).toHaveLength(9);
    // Whoever leaves makes room.
    server.deaf.find((client) => client.status() === 200)?.socket.destroy();
    await expect.poll(server.given, TIME).toBe(4);
    expect(server.deaf.filter((client) => client.isClosed())).toHaveLength(1);
  });

  it('make way when others wait, and their clients take next to nothing', async () => {
    const server = await withLarge();
    const reading = server.ask(8);
    await expect.poll(() => server.upstream.received.length, TIME).toBe(9);
    // Those that they make way for read nothing either.
    for (let n = 0; n < 29; n += 1) {
      server.pulse.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => server.given(), TIME).toBeGreaterThan(5);
    await answered(server, reading);
    await expect.poll(() => reading.text().includes(CONTENT), TIME).toBe(true);
    expect(await server.connections()).toBeLessThan(7);
    expect(server.deaf.map((client) => client.status())).not.toContain(503);
  });

  it('come all the same when their providers have waited for long', async () => {
    const server = await withLarge();
    server.pulse.advance(4_000);
    expect(server.given()).toBe(3);
    await expect
      .poll(() => {
        server.pulse.advance(1_000);
        return server.given();
      }, TIME)
      .toBe(8);
  });

  it('keep their room while they are read, however little others have', async () => {
    const server = await serverWith(null, { answerBudget: 12_000_000 });
    server.upstream.script((response) => sendJson(response, BODY));
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.post()));
    expect(answers).toEqual(Array(20).fill(200));
  });
});
