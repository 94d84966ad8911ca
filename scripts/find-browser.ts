import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const NAMES = [
  // The same browser without its windows, which the tests never see: half the processor time.
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const HELP = `The tests need a Chromium or Chrome browser and none was found. One of these gives them one:
  - install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium)
  - npx playwright install chromium
  - set CHROMIUM_INSTALL=1, and it is installed for you (as root on Debian and Ubuntu the package, else Playwright's)
  - set CHROMIUM_PATH to a browser's program file`;

/**
 * The browser for tests and screenshots: one that is installed, else Playwright's own. Only where CHROMIUM_INSTALL=1 is
 * set may one be installed: nobody wants a test to change their machine unasked. Throws, saying how to get one.
 */
export function findBrowser(): string {
  const path = installed() ?? (process.env['CHROMIUM_INSTALL'] === '1' ? install() : undefined);
  if (path === undefined) throw new Error(HELP);
  return path;
}

function installed(): string | undefined {
  const given = process.env['CHROMIUM_PATH'];
  if (given) return given;
  const places = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = NAMES.flatMap((name) => places.map((place) => join(place, name)));
  return [...onPath, ...PLACES, chromium.executablePath()].find((path) => existsSync(path));
}

function install(): string | undefined {
  process.stdout.write('No browser found: installing Chromium …\n');
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    const install = (name: string) =>
      spawnSync('apt-get', ['install', '-y', '-qq', name], { stdio: 'inherit', env });
    // Older releases have no package of the shell.
    if (install('chromium-headless-shell').status !== 0) install('chromium');
  } else {
    const cli = fileURLToPath(import.meta.resolve('playwright/cli.js'));
    spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
  }
  return installed();
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
