import { chromium, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSER_ARGS, findBrowser } from '../scripts/find-browser';
import { startProgram } from './support/program';

/** How fast the picker opens and filters where a provider lists 10,000 models: the built product in a real browser. */
const MODELS = 10_000;
const TIMES = 9;
/** Each finds other models than the one before. */
const TYPED = ['77', '77 large', 'vendor-5 vision', '9999', 'nothing like it'];

const names = ['large', 'mini', 'vision', 'thinking', 'code'];
const data = Array.from({ length: MODELS }, (_, at) => ({
  id: `vendor-${at % 97}/model-${at}-${names[at % names.length]}`,
  object: 'model',
}));
const provider = http.createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ object: 'list', data }));
});
await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));

const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
const file = join(folder, 'AIProviders.json');
const baseURL = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`;
writeFileSync(file, JSON.stringify({ providers: { many: { baseURL } } }));
const server = await startProgram(['dist/server/main.js'], {
  PORT: '0',
  DATABASE_URL: `file:${join(folder, 'bench.db')}`,
  PROVIDERS_FILE: file,
  LOG_LEVEL: 'silent',
});
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
const opened: number[] = [];
const filtered: number[] = [];
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  const model = page.getByRole('button', { name: /^Model/ }).first();
  await model.click();
  const list = page.getByRole('listbox', { name: 'Models' });
  await list.getByRole('option').first().waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  for (let n = 0; n < TIMES; n += 1) {
    opened.push(await openedIn(page));
    for (const text of TYPED) filtered.push(await filteredIn(page, text));
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  }
} finally {
  await browser.close();
  await server.stop();
  provider.close();
  rmSync(folder, { recursive: true, force: true });
}
const load = loadavg()[0]?.toFixed(1);
console.log(
  `The model picker with ${MODELS.toLocaleString('en')} models, in wall time until the list is drawn: ${TIMES} openings, and ${TYPED.length} searches in each. The load was ${load} at the end.\n`,
);
console.log('| What | Median | Slowest | Goal |\n| --- | --- | --- | --- |');
console.log(`| opens | ${figures(opened)} | < 200 ms |`);
console.log(`| filters | ${figures(filtered)} | < 50 ms |`);

/** From the click to the paint that shows the list. */
function openedIn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const buttons = [...document.querySelectorAll('button')];
    const button = buttons.find((each) =>
      (each.getAttribute('aria-label') ?? each.textContent).startsWith('Model'),
    );
    const start = performance.now();
    button?.click();
    while (!document.querySelector('[role=option]')?.checkVisibility())
      await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - start;
  });
}

/** From the letters to the paint of what they find: the name as it is typed is the last row of every search. */
function filteredIn(page: Page, text: string): Promise<number> {
  return page.evaluate(async (typed) => {
    const field = [...document.querySelectorAll<HTMLInputElement>('input[role=combobox]')].find(
      (each) => each.checkVisibility(),
    );
    const list = document.querySelector('[role=listbox]');
    if (!field || !list) throw new Error('The picker is not open');
    const before = list.innerHTML;
    const start = performance.now();
    // As a key does: React keeps its own count of what was set on the element itself.
    Reflect.set(HTMLInputElement.prototype, 'value', typed, field);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    while (list.innerHTML === before) await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - start;
  }, text);
}

function figures(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const ms = (at: number) => `${(sorted[at] ?? 0).toFixed(0)} ms`;
  return `${ms(Math.floor(sorted.length / 2))} | ${ms(sorted.length - 1)}`;
}
