import type { Page } from '@playwright/test';
import { startPlainServer } from './fixtures/plain-server';
import { type ChatkeepServer } from './fixtures/chatkeep-server';
import { expect, expectAccessible, store, test } from './fixtures/test';

const COUNT = 30;
const VERDICTS = ['good', 'bad', 'unsure'];
const KEY_EVERY_MS = 40;
const CALLS = /\/(?:api|v1)\//;

/** Every call of the page takes so much longer; while `outage` is on, none arrives. */
async function network(page: Page, ms: number): Promise<{ outage: boolean }> {
  const state = { outage: false };
  await page.route(CALLS, async (route) => {
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    if (state.outage) await route.abort('connectionrefused');
    else await route.continue();
  });
  return state;
}

async function storeItems(server: ChatkeepServer): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < COUNT; i += 1) {
    ids.push(await store(server, { messages: [{ role: 'user', content: `Item ${i}` }] }));
  }
  return ids.toReversed();
}

async function metadataOf(url: string, ids: string[], headers = {}): Promise<object[]> {
  return Promise.all(
    ids.map(async (id) => {
      const answer = await fetch(`${url}/chat/completions/${id}`, { headers });
      return ((await answer.json()) as { metadata: object }).metadata;
    }),
  );
}

/** A verdict for each item of the list, which goes on to the next by itself. Pressed in the page: from outside it would be slower. */
async function judgeAll(page: Page): Promise<void> {
  await page.evaluate(
    async ({ count, kinds, every }) => {
      const press = async (key: string) => {
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
        );
        await new Promise((resolve) => setTimeout(resolve, every));
      };
      for (let i = 0; i < count; i += 1) {
        await press(String((i % kinds) + 1));
      }
    },
    { count: COUNT, kinds: VERDICTS.length, every: KEY_EVERY_MS },
  );
}

/** The figures, for whoever reads the run. */
function print(figures: string): void {
  process.stdout.write(`${figures}\n`);
}

const expected = Array.from({ length: COUNT }, (_, i) => ({
  review: VERDICTS[i % VERDICTS.length],
}));

test(
  `every verdict is on its own item: ${COUNT} at ${KEY_EVERY_MS} ms between keys, with latency and an outage, 10 a page`,
  { tag: '@edge' },
  async ({ page, server }) => {
    const ids = await storeItems(server);
    const state = await network(page, 150);
    await page.goto('/review?metadata_missing=review&limit=10');
    await expect(page.getByRole('button', { name: /good/ })).toBeVisible();
    await expect(page.getByRole('article', { name: 'User' })).toContainText('Item 29');
    const began = Date.now();
    state.outage = true;
    await judgeAll(page);
    const typed = Date.now() - began;
    const unsaved = page.getByRole('region', { name: 'Not saved' });
    await expect(unsaved).toContainText('not saved yet');
    await expect(unsaved).toContainText('Item 29');
    await expectAccessible(page);
    state.outage = false;
    await expect(async () => {
      expect(await metadataOf(`${server.url}/v1`, ids)).toEqual(expected);
    }).toPass({ timeout: 60_000 });
    print(
      `review: ${COUNT} of ${COUNT} on their own item · typed in ${typed} ms · all saved after ${Date.now() - began} ms`,
    );
    await expect(page.getByText('30 of 30 · none left')).toBeVisible();
    await expect(unsaved).toBeHidden();
  },
);

test(
  'verdicts on a server with OpenAI’s API alone',
  { tag: '@edge' },
  async ({ page, baseURL }) => {
    const key = 'sk-plain-review';
    const plain = await startPlainServer(key, COUNT);
    plain.slow(150);
    await page.goto('/settings/browser');
    await page.getByLabel('Base URL').fill(plain.baseUrl);
    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Use this connection' }).click();
    await expect(page.getByRole('button', { name: /^Source: 127/ })).toBeVisible();
    expect(baseURL).toBeDefined();
    await page.getByRole('link', { name: 'Completions' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Review' }).click();
    await expect(page.getByRole('heading', { name: 'Review', exact: true })).toBeVisible();
    await expect(page.getByText('Plain answer 29')).toBeVisible();
    plain.refuse(3);
    const began = Date.now();
    await judgeAll(page);
    const ids = plain.completions.map(({ id }) => id).toReversed();
    const headers = { authorization: `Bearer ${key}` };
    await expect(async () => {
      const found = await metadataOf(plain.baseUrl, ids, headers);
      expect(found).toEqual(
        expected.map((pair, i) => ({ number: String(COUNT - 1 - i), ...pair })),
      );
    }).toPass({ timeout: 60_000 });
    print(
      `review: ${COUNT} of ${COUNT} on a plain server, 150 ms a write, 3 refused · all saved after ${Date.now() - began} ms`,
    );
    await plain.close();
  },
);

test('what did not arrive is named, goes on after a reload on any page, and can be taken back', async ({
  page,
  server,
}) => {
  const ids = await storeItems(server);
  const state = await network(page, 0);
  await page.goto('/review?limit=50');
  await expect(page.getByRole('article', { name: 'User' })).toContainText('Item 29');
  state.outage = true;
  await page.keyboard.press('1');
  await page.keyboard.press('2');
  const unsaved = page.getByRole('region', { name: 'Not saved' });
  await expect(unsaved).toContainText('2 changes not saved yet');
  await expect(unsaved).toContainText('review=good of “Item 29”, review=bad of “Item 28”');
  // Taken back before it has left, it never leaves.
  await page.keyboard.press('u');
  await expect(unsaved).toContainText('1 change not saved yet');
  state.outage = false;
  await page.route(/\/completions\/[^/]+$/, (route) =>
    route.request().method() === 'POST' ? route.abort('connectionrefused') : route.fallback(),
  );
  await page.goto('/completions');
  await expect(page.getByRole('region', { name: 'Not saved' })).toContainText('Item 29');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await expect(page.getByRole('region', { name: 'Not saved' })).toBeHidden();
  expect(await metadataOf(`${server.url}/v1`, ids.slice(0, 3))).toEqual([
    { review: 'good' },
    {},
    {},
  ]);
});

test(
  'a refused verdict stays with its own completion, by name, until it is sent again',
  { tag: '@edge' },
  async ({ page, server }) => {
    const ids = await storeItems(server);
    await page.goto('/review?limit=50');
    await expect(page.getByRole('article', { name: 'User' })).toContainText('Item 29');
    const refusal = { error: { message: 'Not yours', type: 'x', param: null, code: null } };
    await page.route(`**/${ids[0]}`, (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 403, json: refusal })
        : route.fallback(),
    );
    await page.keyboard.press('1');
    await page.keyboard.press('2');
    const unsaved = page.getByRole('region', { name: 'Not saved' });
    await expect(unsaved).toContainText('Not saved: review=good of “Item 29”');
    await expect(unsaved).toContainText('Not yours');
    await expect(page.getByText('1 of 30')).toBeVisible();
    await expect(page.getByRole('article', { name: 'User' })).toContainText('Item 27');
    await expect(page.getByRole('button', { name: /good/, pressed: true })).toBeHidden();
    await expect(unsaved).toContainText('Item 29');
    await page.unrouteAll();
    await unsaved.getByRole('button', { name: 'Retry' }).click();
    await expect(unsaved).toBeHidden();
    // What is on its way again is not listed.
    await expect
      .poll(() => metadataOf(`${server.url}/v1`, ids.slice(0, 3)))
      .toEqual([{ review: 'good' }, { review: 'bad' }, {}]);
  },
);

test(
  'a note is kept as it is typed, and leaving its field leaves the keyboard in the review',
  { tag: '@edge' },
  async ({ page, server }) => {
    const ids = await storeItems(server);
    await page.goto('/review?limit=50');
    await expect(page.getByRole('article', { name: 'User' })).toContainText('Item 29');
    const note = page.getByRole('textbox', { name: /^Note/ });
    await page.keyboard.press('m');
    await page.keyboard.type('half a thou');
    await page.reload();
    await expect(note).toHaveValue('half a thou');
    await expect(page.getByRole('region', { name: 'Review', exact: true })).toContainText(
      'Not saved',
    );
    await page.keyboard.press('m');
    await page.keyboard.press('End');
    await page.keyboard.type('ght');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Review', exact: true })).toBeFocused();
    await page.keyboard.press('1');
    await expect(note).toHaveValue('');
    await page.keyboard.press('k');
    await expect(note).toHaveValue('half a thought');
    await expect(async () => {
      expect(await metadataOf(`${server.url}/v1`, ids.slice(0, 2))).toEqual([
        { review: 'good', note: 'half a thought' },
        {},
      ]);
    }).toPass();
  },
);
