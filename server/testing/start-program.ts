import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** The whole server in a process of its own, on a database of its own. */
export type Program = { url: string; close(): Promise<void> };

/** For tests in a document, where the server cannot run. Its one provider is `openai`, at `baseUrl`. */
export async function startProgram(
  baseUrl: string,
  env: Record<string, string> = {},
): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'chatkeep-program-'));
  writeFileSync(join(folder, 'providers.json'), '{}', { mode: 0o600 });
  const child = spawn(process.execPath, ['--import', 'tsx', resolve('server/main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      DATABASE_URL: `file:${join(folder, 'chatkeep.db')}`,
      PROVIDERS_FILE: join(folder, 'providers.json'),
      OPENAI_BASE_URL: baseUrl,
      OPENAI_API_KEY: 'sk-canary-key-abcd',
      ...env,
    },
  });
  const ended = once(child, 'exit');
  // It must not outlive a run that was broken off.
  process.once('exit', () => child.kill('SIGKILL'));
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface(child.stdout)) {
    const url = /is ready: (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return { url, close };
    }
  }
  await ended;
  throw new Error('The server ended before it was ready');
}
