import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const HELP = `The tests need a Chromium or Chrome browser and none was found. One of these gives them one:
  - install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium)
  - npx playwright install chromium
  - set CHROMIUM_PATH to a browser's program file`;

/** The browser for tests and screenshots: one that is installed, else Playwright's own, else Debian's package. */
export function findBrowser(): string {
  const path = installed() ?? (installOnDebian() ? installed() : undefined);
  if (path === undefined) throw new Error(HELP);
  return path;
}

function installed(): string | undefined {
  const given = process.env['CHROMIUM_PATH'];
  if (given) return given;
  const onPath = NAMES.map((name) => run('which', [name])).find((path) => path !== '');
  return onPath ?? [...PLACES, chromium.executablePath()].find((path) => existsSync(path));
}

/** On a Debian machine where we are root, as in a fresh container, asking would only be a detour. */
function installOnDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  process.stdout.write('No browser found: installing the package chromium …\n');
  const options = {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  spawnSync('apt-get', ['update', '-qq'], options);
  return spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], options).status === 0;
}

function run(command: string, args: string[]): string {
  return spawnSync(command, args, { encoding: 'utf8' }).stdout?.trim() ?? '';
}

/** Headless, without a GPU, and without the calls home that a closed network would let hang. */
export const BROWSER_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium's sandbox does not work for root, as in most containers.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
