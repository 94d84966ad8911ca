import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, onTestFinished } from 'vitest';
import type { ProviderList } from '#contract/wire/providers';
import { type ScriptedUpstream, startScriptedUpstream } from './scripted-upstream';
import { type AppOptions, startApp, type TestApp } from './start-app';
import { HOST } from './transfer';

/** A key that must be seen nowhere but in the file and at its provider. */
export const KEY = 'sk-canary-0123456789-zZ9q';

/** A provider of its own for each test of a file, as it is asked for; there once a test runs. */
export function useProvider() {
  const parts = {} as { upstream: ScriptedUpstream };
  beforeEach(async () => {
    parts.upstream = await startScriptedUpstream();
  });
  afterEach(() => parts.upstream.close());
  return {
    at: parts,
    mine: () => ({ name: 'mine', baseUrl: parts.upstream.baseUrl, apiKey: KEY }),
  };
}

/** Of a server that more than its own machine can reach. */
export const AWAY = {
  HOST: '0.0.0.0',
  ACCESS_TOKEN: 'a-long-access-token',
  ALLOWED_HOSTS: '127.0.0.1',
};

/** A server until the test ends, with a providers file of its own. */
export async function startUntilEnd(options: AppOptions = {}): Promise<TestApp> {
  const server = await startApp(options);
  onTestFinished(() => server.close());
  return server;
}

export const providersPath = ({ folder }: TestApp) => join(folder, 'AIProviders.json');

export function savedProviders(server: TestApp): Record<string, object> {
  const text = readFileSync(providersPath(server), 'utf8');
  return (JSON.parse(text) as { providers: Record<string, object> }).providers;
}

type Said = { method?: 'GET' | 'POST' | 'DELETE'; body?: object; version?: string };
type Failure = { error: { code: string; message: string } };

/** With the token that {@link AWAY} asks for. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the test vouches for the answer's type
export async function askProviders<Body = Failure>(
  { app }: TestApp,
  url: string,
  { method = 'GET', body, version }: Said = {},
): Promise<{ status: number; body: Body; text: string }> {
  const answer = await app.inject({
    method,
    url,
    headers: {
      ...HOST,
      authorization: `Bearer ${AWAY.ACCESS_TOKEN}`,
      ...(version && { 'if-match': `"${version}"` }),
    },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<Body>(), text: answer.body };
}

export const listProviders = async (server: TestApp) =>
  (await askProviders<ProviderList>(server, '/api/providers')).body;

/** In the version of the file that is there now. */
export async function changeProviders(
  server: TestApp,
  url: string,
  body: object,
  method: Said['method'] = 'POST',
) {
  const { version } = await listProviders(server);
  return askProviders(server, url, { method, body, version });
}

export const addProvider = (server: TestApp, body: object) =>
  changeProviders(server, '/api/providers', body);

/** What the audit log says was done to what, newest first. */
export const doneIn = async ({ store }: TestApp) =>
  (await store.auditEntries({ limit: 20 })).map(({ action, subject }) => [action, subject]);
