import type { Page } from '@playwright/test';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
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
import { beginFrames, beginScripting, endFrames, framesSince } from './support/page-cost';
import { paintDelay } from './support/paint-delay';

/**
 * What a reader waits for in the table and in the review, in a real browser, with a million stored completions.
 * `tsx bench/web-table.ts 100000` sets how many.
 */
const COUNT = Number(process.argv[2] ?? 1_000_000);
const PAGES = 20;
const TOGGLES = 20;
const NEXTS = 40;
const WHEELS = 120;
/** The search field's: until it ends nothing is asked. */
const DEBOUNCE_MS = 200;
const rows: string[][] = [];

const dashboard = await startDashboard(COUNT);
try {
  await measurePages();
  await measureSearch();
  for (const limit of [50, 100, 1_000]) await measureLongPage(limit);
  await measureNext('review', '/review?metadata[feature]=museum');
  await measureNext('beside the table', '/completions?metadata[feature]=museum');
} finally {
  await dashboard.stop();
}
print();

async function measurePages(): Promise<void> {
  const page = await openPage('/completions?limit=50');
  const next = nextPageOf(page);
  await turn(); // The first click also loads code.
  const delays: number[] = [];
  const waits: number[] = [];
  for (let n = 0; n < PAGES; n += 1) {
    const { painted, server: waited } = await turn();
    delays.push(painted - waited);
    waits.push(waited);
  }
  row('page of 50, click to painted, without the server: p50, p95', figures(delays), '< 100 ms');
  row('its server: p50, p95', figures(waits), '–');
  await page.context().close();

  async function turn() {
    const reading = await paintDelay(page, 'click', TABLE, () => next.click());
    await sleep(150);
    return reading;
  }
}

async function measureSearch(): Promise<void> {
  const page = await openPage('/completions?limit=50');
  const delays: number[] = [];
  const waits: number[] = [];
  const longest = { wait: 0, text: '' };
  for (const word of ['kitchen', 'zeppelin', 'museum', 'recipe', 'python', 'warranty']) {
    await page.getByRole('searchbox').fill('');
    await page.keyboard.press('Enter');
    await page.locator('table[aria-busy=false]').waitFor();
    await sleep(1_000);
    for (const i of [0, 1, 2]) {
      const press = () => page.keyboard.press(word.charAt(i));
      const { painted, server: waited } = await paintDelay(page, 'keydown', TABLE, press);
      delays.push(painted - waited - DEBOUNCE_MS);
      waits.push(waited);
      if (waited > longest.wait)
        Object.assign(longest, { wait: waited, text: word.slice(0, i + 1) });
      await sleep(300);
    }
  }
  row('search, key to painted, without debounce and server: p50, p95', figures(delays), '< 100 ms');
  row('its server: p50, p95', figures(waits), '–');
  row(`its server's longest, for “${longest.text}”`, `${longest.wait.toFixed(0)} ms`, '–');
  await page.context().close();
}

async function measureLongPage(limit: number): Promise<void> {
  const page = await openPage(`/completions?limit=${limit}`);
  const name = `page of ${limit.toLocaleString('en')} rows`;
  const toggle = async (n: number) => {
    await pointAtBox(page, n);
    return paintDelay(page, 'click', SELECTED, () => click(page));
  };
  await toggle(0);
  const delays: number[] = [];
  for (let n = 1; n <= TOGGLES; n += 1) delays.push((await toggle(n)).painted);
  row(
    `${name}: elements in the whole document`,
    `${await page.locator('*').count()}`,
    '≤ 1,000 drawn',
  );
  row(`${name}: row selected, click to painted: p50, p95`, figures(delays), '≤ 25 ms');

  await page.getByRole('table', { name: 'Stored completions' }).hover();
  await page.mouse.wheel(0, 400);
  await sleep(300);
  const scripting = await beginScripting(page);
  await beginFrames(page);
  for (let n = 0; n < WHEELS; n += 1) {
    await page.mouse.wheel(0, n % 80 < 60 ? 120 : -120);
    await sleep(16);
  }
  const frames = await framesSince(page);
  const dropped = await endFrames(page);
  const cost = (await scripting()) / frames;
  row(`${name}: scripting a frame while scrolling`, `${cost.toFixed(1)} ms`, '≤ 4 ms');
  row(`${name}: frames dropped while scrolling`, `${dropped.toFixed(0)} %`, '–');
  await page.context().close();
}

/** `j` in the review, or in the drawer beside the table. */
async function measureNext(where: string, path: string): Promise<void> {
  const page = await openPage(path);
  if (where !== 'review') await openDrawer(page);
  await page.locator('article').first().waitFor();
  await sleep(1_000);
  const delays: number[] = [];
  for (let n = 0; n < NEXTS; n += 1) {
    const press = () => page.keyboard.press('j');
    delays.push((await paintDelay(page, 'keydown', ARTICLE, press)).painted);
    await sleep(250);
  }
  row(`j to the next completion painted, ${where}: p50, p95`, figures(delays), '< 50 ms');
  await page.context().close();
}

async function openPage(path: string): Promise<Page> {
  const page = await dashboard.openPage();
  await page.goto(dashboard.url + path);
  await page.locator('table[aria-busy=false], article').first().waitFor();
  await sleep(1_500);
  return page;
}

function figures(values: number[]): string {
  return `${quantile(values, 0.5).toFixed(0)}, ${quantile(values, 0.95).toFixed(0)} ms`;
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function row(...cells: [what: string, measured: string, goal: string]): void {
  rows.push(cells);
}

function print(): void {
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `The table and the review in a real browser with ${COUNT.toLocaleString('en')} stored completions on SQLite. From the input event to the first task after the frame that shows its result; the server's part is the browser's time for the list request. Wall time, so whatever else the machine does counts as well: its load was ${load} at the end.\n`,
  );
  console.log('| What | Measured | Goal |\n| --- | --- | --- |');
  for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
}
