import type { Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { loadavg, tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSER_ARGS, findBrowser } from '../scripts/find-browser';
import {
  ARTICLE,
  click,
  nextPageOf,
  openDrawer,
  pointAtBox,
  SELECTED,
  startDashboard,
  TABLE,
} from './support/dashboard';
import { beginScripting } from './support/page-cost';
import { paintDelay, type Shown } from './support/paint-delay';

/**
 * What a first visit of each screen takes, and what an input takes on a machine of a quarter of this one's speed:
 * counts in a real browser, then Lighthouse, which npx fetches. `tsx bench/web-load.ts 2000 --no-lighthouse` sets how many
 * completions are stored, and leaves Lighthouse out.
 */
const COUNT = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 10_000);
const LIGHTHOUSE = process.argv.includes('--no-lighthouse') ? null : 'lighthouse@12.8.2';
const RUNS = 3;
const TIMES = 20;

const dashboard = await startDashboard(COUNT);
const screens = await listScreens();
const visits: string[][] = [];
const inputs: string[][] = [];
const audits: string[][] = [];
try {
  for (const screen of screens) await visit(screen);
  await measureInputs();
  await dashboard.browser.close();
  if (LIGHTHOUSE) for (const screen of screens) audit(screen);
} finally {
  await dashboard.stop();
}
print();

type Screen = { name: string; path: string; shown: string };

async function listScreens(): Promise<Screen[]> {
  const response = await fetch(`${dashboard.url}/v1/chat/completions?limit=1`);
  const id = ((await response.json()) as { data: { id: string }[] }).data[0]?.id;
  return [
    { name: 'playground', path: '/', shown: 'textarea' },
    { name: 'completions', path: '/completions', shown: '[data-row]' },
    { name: 'a completion', path: `/completions/${id}`, shown: 'article' },
    { name: 'review', path: '/review', shown: 'article' },
    { name: 'data', path: '/data', shown: 'main h2, main li' },
  ];
}

async function visit({ name, path, shown }: Screen): Promise<void> {
  const page = await dashboard.openPage();
  await page.addInitScript(watchShown, shown);
  let bytes = 0;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Performance.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const scripting = await beginScripting(page);
  await page.goto(dashboard.url + path);
  await page.locator(shown).first().waitFor();
  await page.waitForLoadState('networkidle');
  const cpu = await scripting();
  const { metrics } = await session.send('Performance.getMetrics');
  const layouts = metrics.find((metric) => metric.name === 'LayoutCount')?.value;
  const requests = await page.evaluate(countRequests);
  visits.push([
    name,
    `${requests.scripts}`,
    `${requests.until}`,
    `${requests.all}`,
    `${(bytes / 1_000).toFixed(0)} kB`,
    (await shiftOf(page)).toFixed(3),
    `${layouts}`,
    `${await page.locator('*').count()}`,
    `${cpu.toFixed(0)} ms`,
  ]);
  await page.context().close();
}

type Watched = typeof globalThis & { shownAt?: number };

/** In the page, before it begins: notes when something that matches is first there. */
function watchShown(selector: string): void {
  const watched: Watched = globalThis;
  const look = () => {
    if (!watched.shownAt && document.querySelector(selector)) watched.shownAt = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/** The page itself counts as one. */
function countRequests() {
  const { shownAt = Infinity }: Watched = globalThis;
  const entries = performance.getEntriesByType('resource');
  const until = entries.filter(({ startTime }) => startTime < shownAt);
  const scripts = until.filter(({ name }) => name.endsWith('.js'));
  return { scripts: scripts.length, until: until.length + 1, all: entries.length + 1 };
}

/** All that moved by itself since the page began. */
function shiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const add = (list: PerformanceObserverEntryList) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
            sum += entry.value;
        };
        new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );
}

async function measureInputs(): Promise<void> {
  const page = await dashboard.openPage();
  await page.goto(`${dashboard.url}/completions?limit=50`);
  await page.locator(TABLE.ready).waitFor();
  const session = await page.context().newCDPSession(page);
  const row = page.locator('tr:has([data-row])').first();
  inputs.push(['elements of a row', `${await row.locator('*').count()}`, '≤ 24']);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await add(
    'select a row',
    'click',
    SELECTED,
    () => click(page),
    (n) => pointAtBox(page, n),
  );
  await page.keyboard.press('Escape');
  await add('page of 50, without the server', 'click', TABLE, () => nextPageOf(page).click());
  await openDrawer(page);
  await add('`j` beside the table', 'keydown', ARTICLE, () => page.keyboard.press('j'));
  await page.goto(`${dashboard.url}/review`);
  await page.locator('article').first().waitFor();
  await add('`j` in review', 'keydown', ARTICLE, () => page.keyboard.press('j'));
  await page.context().close();

  async function add(
    what: string,
    event: 'click' | 'keydown',
    shown: Shown,
    act: () => Promise<void>,
    before?: (n: number) => Promise<void>,
  ) {
    const delays: number[] = [];
    await sleep(1_000);
    for (let n = 0; n <= TIMES; n += 1) {
      await before?.(n);
      const { painted, server: waited } = await paintDelay(page, event, shown, act);
      // The first one also loads code.
      if (n > 0) delays.push(painted - waited);
      await sleep(300);
    }
    delays.sort((a, b) => a - b);
    const at = (share: number) => (delays[Math.floor(delays.length * share)] ?? NaN).toFixed(0);
    inputs.push([`${what}: p50, p95`, `${at(0.5)}, ${at(0.95)} ms`, '≤ 100 ms']);
  }
}

type Report = {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; numericValue?: number; title: string }>;
};

/** The best of some runs: whatever else the machine does only takes from it. */
function audit({ name, path }: Screen): void {
  const reports = Array.from({ length: RUNS }, () => lighthouse(path));
  const [best] = reports.toSorted((a, b) => scoreOf(b, 'performance') - scoreOf(a, 'performance'));
  if (!best) return;
  const value = (id: string) => best.audits[id]?.numericValue ?? NaN;
  const seconds = (id: string) => `${(value(id) / 1_000).toFixed(1)} s`;
  const failed = ['accessibility', 'best-practices'].flatMap((category) =>
    (best.categories[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && best.audits[id]?.score === 0)
      .map(({ id }) => id),
  );
  audits.push([
    name,
    ['performance', 'accessibility', 'best-practices'].map((id) => scoreOf(best, id)).join(' / '),
    seconds('largest-contentful-paint'),
    seconds('first-contentful-paint'),
    `${value('total-blocking-time').toFixed(0)} ms`,
    value('cumulative-layout-shift').toFixed(3),
    failed.join(', ') || '–',
  ]);
}

function scoreOf(report: Report, category: string): number {
  return Math.round((report.categories[category]?.score ?? 0) * 100);
}

function lighthouse(path: string): Report {
  const args = [
    '--yes',
    LIGHTHOUSE ?? '',
    dashboard.url + path,
    '--output=json',
    '--quiet',
    '--only-categories=performance,accessibility,best-practices',
    `--chrome-flags=--headless=new ${BROWSER_ARGS.join(' ')}`,
  ];
  const { stdout, stderr, status } = spawnSync('npx', args, {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { ...process.env, CHROME_PATH: findBrowser() },
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`Lighthouse failed:\n${stderr.slice(-2_000)}`);
  return JSON.parse(stdout) as Report;
}

function print(): void {
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `A first visit of each screen, without a cache, with ${COUNT.toLocaleString('en')} stored completions on SQLite, and inputs at a quarter of the processor's speed. Counts do not depend on the machine; times do: its load was ${load} at the end.`,
  );
  table(
    [
      'Screen',
      'Scripts until it shows',
      'requests',
      'in all',
      'Bytes',
      'Shift',
      'Layouts',
      'Elements',
      'CPU',
    ],
    visits,
  );
  console.log('\nGoals: at most 12 requests until the first rows, a shift of at most 0.02.');
  table(['At 4 × CPU, in a page of 50', 'Measured', 'Goal'], inputs);
  if (!LIGHTHOUSE) return;
  console.log(`\n${LIGHTHOUSE}, a phone on slow 4G at 4 × CPU, the best of ${RUNS} runs:`);
  table(
    ['Screen', 'Performance / accessibility / practices', 'LCP', 'FCP', 'TBT', 'Shift', 'Fails'],
    audits,
  );
  console.log('\nGoals: ≥ 90 / 100 / 100, LCP ≤ 2.4 s, FCP ≤ 1.1 s, TBT ≤ 200 ms, shift ≤ 0.02.');
}

function table(head: string[], rows: string[][]): void {
  console.log(`\n| ${head.join(' | ')} |\n|${' --- |'.repeat(head.length)}`);
  for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
}
