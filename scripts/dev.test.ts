import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../server/testing/temporary-folder';
import { freePort } from '../server/testing/free-port';

it('npm run dev follows PORT, in the dashboard’s proxy too, and ends with npm', async () => {
  const port = await freePort();
  const web = await freePort();
  const child = spawn('npm', ['run', 'dev', '--silent'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(port),
      WEB_PORT: String(web),
      DATABASE_URL: `file:${join(temporaryFolder(), 'dev.db')}`,
    },
  });
  onTestFinished(() => {
    // The group, should a child outlive npm.
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  const asked = async () => {
    const answer = await fetch(`http://127.0.0.1:${web}/api/server`).catch(() => null);
    return answer?.ok ?? said;
  };
  await expect.poll(asked, { timeout: 60_000, interval: 200 }).toBe(true);
  expect(said).toContain(`is ready: http://127.0.0.1:${port}`);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  for (const each of [port, web])
    await expect
      .poll(() => fetch(`http://127.0.0.1:${each}/`).catch(() => 'gone'), { timeout: 10_000 })
      .toBe('gone');
}, 90_000);
