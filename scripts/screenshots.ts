import { chromium, type Page } from '@playwright/test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { startChatkeep } from '../e2e/fixtures/chatkeep-server';
import { BROWSER_ARGS, findBrowser } from './find-browser';
import { film, settled } from './pictures/film';
import { sampleRecords } from './pictures/samples';

// Makes the pictures of the documents, which docs/screenshots.md lists: the built product on a store of samples.
const FOLDER = 'docs/screenshots';
const SIZE = { width: 1280, height: 800 };

type Show = (page: Page) => Promise<unknown>;
const inTable: Show = (page) =>
  page
    .getByRole('row', { name: /order 4812/ })
    .first()
    .waitFor();

/** What each picture shows. */
const STILLS: Record<string, [address: string, show?: Show]> = {
  playground: ['/', ask],
  completions: ['/completions', inTable],
  found: [
    '/completions?q=refund',
    (page) =>
      page
        .getByRole('row', { name: /next shift/ })
        .first()
        .waitFor(),
  ],
  completion: ['/completions/chatcmpl-sample000'],
  review: ['/review?metadata[team]=shop'],
  trash: ['/data/trash'],
  retention: ['/data/retention'],
  transfer: ['/data/transfer'],
};
/** Those that the dark half of readers sees dark. */
const IN_BOTH = new Set(['playground', 'completions', 'completion']);

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const server = await startChatkeep();
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
await fill();
const filmed = await browser.newPage({ colorScheme: 'light', baseURL: server.url });
writeFileSync(`${FOLDER}/two-minutes.webp`, await film(filmed, await browser.newPage()));
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({ viewport: SIZE, colorScheme, baseURL: server.url });
  for (const [name, [address, show]] of Object.entries(STILLS)) {
    if (colorScheme === 'dark' && !IN_BOTH.has(name)) continue;
    await page.goto(address);
    await show?.(page);
    await settled(page);
    await page.screenshot({ path: `${FOLDER}/${name}-${colorScheme}.png`, animations: 'disabled' });
  }
  await page.close();
}
await browser.close();
await server.stop();

/** Two weeks of an application’s completions, one in the trash, and a rule. */
async function fill(): Promise<void> {
  await ok('POST', '/api/import', sampleRecords(Math.floor(Date.now() / 1_000)));
  await ok('DELETE', '/v1/chat/completions/chatcmpl-sample003');
  const except = [{ key: 'review', value: 'good' }];
  const rule = { name: 'Tests after a quarter', where: 'metadata[env]=test', older_than_days: 90 };
  await ok(
    'POST',
    '/api/retention',
    JSON.stringify({ ...rule, except, enabled: true, confirm: 0 }),
  );
}

async function ok(method: string, path: string, body?: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}${path}`, { method, ...(body && { body, headers }) });
  if (!answer.ok) throw new Error(await answer.text());
}

async function ask(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill('How do I keep a completion?');
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText(/^Stored/).waitFor();
}
