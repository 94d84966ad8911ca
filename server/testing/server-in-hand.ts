import { errorAnswer } from '#contract/wire/error-answer';
import { afterEach, expect } from 'vitest';
import type { Config } from '../config';
import { handPulse } from './hand-pulse';
import { rawClient, type RawClient } from './raw-client';
import { completion, scriptedProvider, sendJson } from './scripted-upstream';
import { startScriptedUpstream } from './scripted-upstream';
import { startApp } from './start-app';
import { wireErrors } from './wire-errors';

export const TOKEN = 'a-long-enough-access-token-0123456789';
export const JSON_TYPE = 'Content-Type: application/json';
export const ASK = JSON.stringify({
  model: 'scripted:m',
  messages: [{ role: 'user', content: 'Hi' }],
});

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** A server whose time the test moves; `token`: what it asks for, and its clients here send. */
export async function serverWith(token: string | null, config: Partial<Config> = {}) {
  const pulse = handPulse();
  const upstream = await startScriptedUpstream();
  upstream.script((response) => sendJson(response, completion('Hello')));
  const server = await startApp({
    providers: [scriptedProvider(upstream)],
    listen: true,
    pulse,
    config,
    env: token === null ? {} : { ACCESS_TOKEN: token },
  });
  const { host } = new URL(server.url);
  const clients: RawClient[] = [];
  endings.push(async () => {
    for (const { socket } of clients) socket.destroy();
    await server.close();
    await upstream.close();
  });
  const authorization = token === null ? '' : `Authorization: Bearer ${token}\r\n`;
  return {
    ...server,
    pulse,
    upstream,
    authorization,
    /** Sends a head and what is given of a body, and stays. */
    open(head: string, headers: string, ...body: (string | Buffer)[]): RawClient {
      const client = rawClient(
        server.url,
        `${head} HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n\r\n`,
        ...body,
      );
      clients.push(client);
      return client;
    },
    async post(body = ASK): Promise<number> {
      const headers = {
        'content-type': 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
      };
      const answer = await fetch(`${server.url}/v1/chat/completions`, {
        method: 'POST',
        headers,
        body,
      });
      await answer.text();
      return answer.status;
    },
    connections: () =>
      new Promise<number>((resolve, reject) =>
        server.app.server.getConnections((error, count) =>
          error ? reject(error) : resolve(count),
        ),
      ),
  };
}

type Server = Awaited<ReturnType<typeof serverWith>>;

/** Moves the time until the client has its answer. */
export async function answered(
  { pulse }: Server,
  client: RawClient,
  each = () => {},
): Promise<number> {
  await expect
    .poll(
      () => {
        each();
        pulse.advance(1_000);
        return client.status();
      },
      { timeout: 20_000, interval: 10 },
    )
    .toBeGreaterThan(0);
  return client.status();
}

export function errorOf(client: RawClient): { code: string; message: string } {
  const body: unknown = JSON.parse(client.text().split('\r\n\r\n')[1] ?? '');
  expect(wireErrors(errorAnswer, body)).toEqual([]);
  return (body as { error: { code: string; message: string } }).error;
}

export const CREATE = 'POST /v1/chat/completions';
