import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findEngines, missingEngines } from './find-engines';

/**
 * The main job in Chromium, Firefox and WebKit, whichever are installed. Arguments go to Playwright. In CI all three
 * have to be there, and are installed on Debian; elsewhere nobody's machine is changed.
 */
if (missingEngines().length > 0) installOnDebian();
for (const { name, packages } of missingEngines()) {
  process.stderr.write(
    `${name} is not installed, so nothing was run in it (Debian, Ubuntu: apt-get install ${packages.join(' ')}).\n`,
  );
  if (process.env['CI']) process.exit(1);
}

const build = spawnSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(1);

const isWebkit = findEngines().some(({ name }) => name === 'webkit');
const screen = isWebkit ? await startDisplay() : undefined;
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', '--config', 'e2e/browsers/playwright.config.ts', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(screen && { DISPLAY: screen.name }),
      // Firefox is driven over a WebSocket, which Node 20 has behind this flag only.
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --experimental-websocket`,
    },
  },
);
screen?.server.kill();
process.exit(status ?? 1);

function installOnDebian(): void {
  if (!process.env['CI'] || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  const options = {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  const packages = missingEngines().flatMap((engine) => engine.packages);
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

/** Its number is the server's own choice, so that two runs do not meet. */
function startDisplay(): Promise<{ name: string; server: ChildProcess }> {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1100x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.stdio[3]?.once('data', (number: Buffer) =>
      resolve({ name: `:${number.toString().trim()}`, server }),
    );
  });
}
