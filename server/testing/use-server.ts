import { afterAll, beforeAll } from 'vitest';
import { startScriptedUpstream, type ScriptedUpstream } from './scripted-upstream';
import { startApp, type AppOptions, type TestApp } from './start-app';

/** One scripted provider and one server for all tests of a file; there once its tests run. */
export function useServer(options: (upstream: ScriptedUpstream) => AppOptions): {
  upstream: ScriptedUpstream;
  server: TestApp;
} {
  const parts = {} as { upstream: ScriptedUpstream; server: TestApp };
  beforeAll(async () => {
    parts.upstream = await startScriptedUpstream();
    parts.server = await startApp(options(parts.upstream));
  });
  afterAll(async () => {
    await parts.server.close();
    await parts.upstream.close();
  });
  return parts;
}
