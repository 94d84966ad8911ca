import { chromium, type Browser, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSER_ARGS, findBrowser } from '../scripts/find-browser';
import { beginFrames, beginScripting, beginTasks, endFrames, keyDelays } from './support/page-cost';
import { readPlain } from './support/plain-page';
import { startProgram, type Program } from './support/program';

/**
 * What a streaming answer costs the page: the built product in a real browser, its server, and a provider that sends
 * 500 tokens of mixed markdown a second. Its peers are the same tokens as an answer that is not formatted (a refusal:
 * those are shown as they are) and a bare page, without React, that reads the same stream into one text.
 */
const PER_SECOND = 500;
const SIZES = [1_000, 4_000, 16_000, 64_000];
const KEYS = 40;
const rows: string[][] = [];

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const provider = await startProgram(['--import', 'tsx', 'bench/support/markdown-provider.ts']);
const server = await startServer(provider);
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
try {
  const costs = new Map<number, number>();
  for (const tokens of SIZES) costs.set(tokens, await streamed(browser, tokens));
  for (const [fewer, more] of [
    [4_000, 16_000],
    [16_000, 64_000],
  ] as const) {
    const growth = (costs.get(more) ?? 0) / (costs.get(fewer) ?? 0);
    const named = `${more.toLocaleString('en')} / ${fewer.toLocaleString('en')}`;
    rows.push([`scripting, ${named} tokens`, growth.toFixed(2), '≤ 4.5']);
  }
  rows.push(['typing while it streams, p95', await typed(browser), '≤ 50 ms']);
} finally {
  await browser.close();
  await server.stop();
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
}
print();

function startServer({ url }: Program): Promise<Program> {
  const providers = join(folder, 'AIProviders.json');
  writeFileSync(providers, JSON.stringify({ providers: { bench: { baseURL: url } } }));
  return startProgram(['dist/server/main.js'], {
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'bench.db')}`,
    PROVIDERS_FILE: providers,
    DEFAULT_PROVIDER: 'bench',
    LOG_LEVEL: 'silent',
  });
}

/** Streams so many tokens, formatted, unformatted and into the bare page; resolves with the first one's scripting. */
async function streamed(on: Browser, tokens: number): Promise<number> {
  const { cost, dropped, longest, long } = await inPlayground(on, 'markdown', tokens);
  // Beyond, a text that is not formatted is shown in part only, and is no peer.
  const plain = tokens <= 4_000 && (await inPlayground(on, 'plain', tokens));
  const bare = await inBarePage(on, tokens);
  const label = `${tokens.toLocaleString('en')} tokens`;
  if (plain) {
    const both = `${cost.toFixed(0)} / ${plain.cost.toFixed(0)} ms`;
    const ratio = (cost / plain.cost).toFixed(2);
    rows.push([`scripting / unformatted, ${label}`, `${ratio} (${both})`, '≤ 3']);
  }
  rows.push([
    `scripting / bare page, ${label}`,
    `${(cost / bare).toFixed(2)} (${cost.toFixed(0)} / ${bare.toFixed(0)} ms)`,
    '–',
  ]);
  rows.push([
    `tasks over 50 ms of CPU, ${label}`,
    `${long} (longest ${longest.toFixed(0)} ms)`,
    '0',
  ]);
  rows.push([`frames dropped, ${label}`, `${dropped.toFixed(1)} %`, '≤ 10 %']);
  return cost;
}

async function inPlayground(on: Browser, kind: 'markdown' | 'plain', tokens: number) {
  const page = await openPage(on, server.url);
  await ask(page, `${kind}-200-${PER_SECOND}`);
  await prepare(page, `${kind}-${tokens}-${PER_SECOND}`);
  const tasks = await beginTasks(on, page);
  await beginFrames(page);
  const scripting = await beginScripting(page);
  await send(page);
  const cost = await scripting();
  const dropped = await endFrames(page);
  const measured = { cost, dropped, ...(await tasks()) };
  await page.context().close();
  return measured;
}

async function inBarePage(on: Browser, tokens: number): Promise<number> {
  const page = await openPage(on, `${server.url}/livez`);
  await readPlain(page, `markdown-200-${PER_SECOND}`);
  const scripting = await beginScripting(page);
  await readPlain(page, `markdown-${tokens}-${PER_SECOND}`);
  const cost = await scripting();
  await page.context().close();
  return cost;
}

async function typed(on: Browser): Promise<string> {
  const page = await openPage(on, server.url);
  await ask(page, `markdown-200-${PER_SECOND}`);
  await prepare(page, `markdown-4000-${PER_SECOND}`);
  const delays = await keyDelays(page);
  const ended = send(page);
  await sleep(500);
  for (let n = 0; n < KEYS; n += 1) {
    await page.keyboard.press('a');
    await sleep(120);
  }
  await ended;
  const slowest = (await delays()).toSorted((a, b) => a - b);
  await page.context().close();
  // Faster ones than 16 ms are not told apart by the browser, and are not in the list.
  const missing = Array.from({ length: Math.max(0, KEYS - slowest.length) }, () => 16);
  return `${[...missing, ...slowest][Math.floor(KEYS * 0.95)]} ms`;
}

async function openPage(on: Browser, url: string): Promise<Page> {
  const context = await on.newContext({ viewport: { width: 1440, height: 900 } });
  // What tsx puts around functions with a name, also those that are sent to the page.
  await context.addInitScript('globalThis.__name = (named) => named');
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function ask(page: Page, model: string): Promise<void> {
  await prepare(page, model);
  await send(page);
}

/** A conversation of its own, ready to be sent. */
async function prepare(page: Page, model: string): Promise<void> {
  const begin = page.getByRole('button', { name: 'New', exact: true });
  if (await begin.isVisible()) await begin.click();
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill(model);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Message' }).fill('Explain it');
}

/** Until the answer has ended. Nothing is looked for in the page meanwhile: that would be counted as its scripting. */
async function send(page: Page): Promise<void> {
  const answering = page.waitForResponse((each) => each.request().method() === 'POST');
  await page.keyboard.press('ControlOrMeta+Enter');
  const id = (await answering).headers()['x-completion-id'];
  const stored = `${server.url}/v1/chat/completions/${id}`;
  while (!(await fetch(stored)).ok) await sleep(250);
  await sleep(300);
}

function print(): void {
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `A streaming answer in the playground, ${PER_SECOND} tokens a second, against the same tokens unformatted (as a refusal, which is shown as it is), and against a bare page that reads the same stream into one text. Scripting is the main thread's, as the browser counts it. Frames and typing are wall time, so whatever else the machine does counts as well: its load was ${load} at the end.\n`,
  );
  console.log('| What | Measured | Goal |\n| --- | --- | --- |');
  for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
}
