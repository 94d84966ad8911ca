import { chromium, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { startChatkeep } from '../e2e/fixtures/chatkeep-server';
import { BROWSER_ARGS, findBrowser } from './find-browser';

/** Makes the README's pictures: the built product on a fresh store with a few telling completions. */
const FOLDER = 'docs/screenshots';
const SAMPLES: [prompt: string, model: string, metadata: Record<string, string>][] = [
  [
    'Summarise the meeting notes in three bullets',
    'demo-markdown',
    { env: 'prod', team: 'search' },
  ],
  ['Translate “see you tomorrow” into French', 'demo-echo', { env: 'prod', team: 'support' }],
  [
    'Extract name and amount from the invoice',
    'demo-json',
    { env: 'test', team: 'billing', review: 'good' },
  ],
  ['What is the weather in Paris and in Oslo?', 'demo-tools', { env: 'prod', team: 'search' }],
  ['Explain keyset pagination to a colleague', 'demo-markdown', { env: 'test', review: 'unsure' }],
  [
    'Write a polite answer to this complaint',
    'demo-refusal',
    { env: 'prod', team: 'support', review: 'bad' },
  ],
];

const WEATHER = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
};

mkdirSync(FOLDER, { recursive: true });
const server = await startChatkeep();
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
await seed();
for (const scheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: scheme,
    baseURL: server.url,
  });
  await shoot(page, scheme);
  await page.close();
}
await browser.close();
await server.stop();

async function seed(): Promise<void> {
  for (const [content, model, metadata] of [...SAMPLES, ...SAMPLES, ...SAMPLES]) {
    await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model,
        metadata,
        store: true,
        messages: [{ role: 'user', content }],
        ...(model === 'demo-tools' ? { tools: [WEATHER] } : {}),
      }),
    });
  }
}

async function shoot(page: Page, scheme: string): Promise<void> {
  const picture = (name: string) => page.screenshot({ path: `${FOLDER}/${name}-${scheme}.png` });
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Message' }).fill('How do I keep a completion?');
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText(/^Stored/).waitFor();
  await picture('playground');
  await page.goto('/completions');
  await page
    .getByRole('row', { name: /Summarise/ })
    .first()
    .waitFor();
  await picture('completions');
  await page
    .getByRole('row', { name: /Explain keyset/ })
    .first()
    .getByRole('link')
    .first()
    .click();
  await page.getByRole('heading', { name: 'A demo answer' }).waitFor();
  await picture('completion');
}
