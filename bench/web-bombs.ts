import { chromium, type Browser, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSER_ARGS, findBrowser } from '../scripts/find-browser';
import { bombs } from './support/bombs';
import { beginTasks } from './support/page-cost';
import { startProgram } from './support/program';

/**
 * What the page does with texts that no page expects: the built product in a real browser. `tsx bench/web-bombs.ts table`
 * takes those whose name has the word.
 */
/** As the provider streams. */
const SECONDS = 4;
/** Nothing drawn for so long: all is. */
const ENOUGH_MS = 1_500;
const MOST_MS = 120_000;
const named = process.argv.slice(2);
const names = Object.keys(bombs).filter(
  (name) => named.length === 0 || named.some((part) => name.includes(part)),
);

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const provider = await startProgram(['--import', 'tsx', 'bench/support/bomb-provider.ts']);
const providers = join(folder, 'AIProviders.json');
writeFileSync(providers, JSON.stringify({ providers: { bench: { baseURL: provider.url } } }));
const server = await startProgram(['dist/server/main.js'], {
  PORT: '0',
  DATABASE_URL: `file:${join(folder, 'bench.db')}`,
  PROVIDERS_FILE: providers,
  DEFAULT_PROVIDER: 'bench',
  LOG_LEVEL: 'silent',
});
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
console.log(
  `Texts that stall a page, streamed within ${SECONDS} seconds into the playground, then opened as stored completions. Tasks of the main thread are measured by their CPU: the goal is none over 200 ms.\n`,
);
console.log(
  '| Text | Characters | Streaming: longest task (ms) | Over 200 | Opening: longest task (ms) | Over 200 | All drawn after (ms) |',
);
console.log('| --- | --: | --: | --: | --: | --: | --: |');
try {
  for (const name of names) await measure(browser, name);
} finally {
  await browser.close();
  await server.stop();
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\nThe load of the machine was ${loadavg()[0]?.toFixed(1)} at the end.`);

async function measure(on: Browser, name: string): Promise<void> {
  const page = await openPage(on, server.url);
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Message' }).fill('Explain it');
  const tasks = await beginTasks(on, page);
  const answering = page.waitForResponse((each) => each.request().method() === 'POST');
  await page.keyboard.press('ControlOrMeta+Enter');
  const id = (await answering).headers()['x-completion-id'];
  const stored = `${server.url}/v1/chat/completions/${id}`;
  const began = Date.now();
  while (!(await fetch(stored)).ok && Date.now() - began < 60_000) await sleep(250);
  await settled(page);
  const streaming = await tasks();
  await page.context().close();

  const detail = await openPage(on, `${server.url}/settings`);
  const opening = await beginTasks(on, detail);
  const from = Date.now();
  await detail.goto(`${server.url}/completions/${id}`);
  await settled(detail);
  const took = Date.now() - from - ENOUGH_MS;
  const opened = await opening();
  const f = (n: number) => n.toFixed(0);
  console.log(
    `| ${name} | ${(bombs[name] ?? '').length.toLocaleString('en')} | ${f(streaming.longest)} | ${streaming.over} | ${f(opened.longest)} | ${opened.over} | ${f(took)} |`,
  );
  await detail.context().close();
}

/** Until nothing has been added for a while. */
async function settled(page: Page): Promise<void> {
  const end = Date.now() + MOST_MS;
  let count = -1;
  let since = Date.now();
  while (Date.now() - since < ENOUGH_MS && Date.now() < end) {
    const now = await page.evaluate(() => document.getElementsByTagName('*').length);
    if (now !== count) since = Date.now();
    count = now;
    await sleep(150);
  }
}

async function openPage(on: Browser, url: string): Promise<Page> {
  const context = await on.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript('globalThis.__name = (named) => named');
  const page = await context.newPage();
  await page.goto(url);
  return page;
}
