import type { Locator } from '@playwright/test';
import { completion, sendJson } from '../../server/testing/scripted-upstream';
import { expect, expectAccessible, store, test } from '../fixtures/test';
import { test as withToken, TOKEN } from '../fixtures/with-token';

const PHONE = { width: 390, height: 844 };

/** Neither the window nor its own box cuts it. */
async function expectWhole(texts: Locator): Promise<void> {
  await expect(texts.first()).toBeVisible();
  const cut = await texts.evaluateAll((all) =>
    all.flatMap((text) => {
      const { left, right } = text.getBoundingClientRect();
      const isWhole =
        left >= 0 && right <= window.innerWidth && text.scrollWidth <= text.clientWidth;
      return isWhole ? [] : [text.textContent];
    }),
  );
  expect(cut).toEqual([]);
}

/** Neither the page nor what holds it scrolls sideways. */
async function expectNoRoomBeside(table: Locator): Promise<void> {
  const beside = () =>
    table.evaluate((element) => {
      const holder = element.parentElement ?? element;
      const page = document.documentElement;
      return [holder.scrollWidth - holder.clientWidth, page.scrollWidth - page.clientWidth];
    });
  await expect.poll(beside).toEqual([0, 0]);
}

test('on a phone the facts of Data and what was deleted last are read whole', async ({
  page,
  server,
}) => {
  await page.setViewportSize(PHONE);
  await store(server, { metadata: { team: 'support' } });
  const response = await fetch(`${server.url}/api/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'delete',
      target: { filter: 'metadata[team]=support' },
      start: true,
    }),
  });
  expect(response.ok).toBe(true);
  await expect(async () => {
    await page.goto('/data/retention');
    await expect(page.getByText(/^in the trash until/)).toBeVisible();
  }).toPass();
  await expectWhole(page.getByRole('region', { name: 'Overview' }).getByRole('definition'));
  const deleted = page.getByRole('region', { name: 'Last deletions' });
  await expect(deleted.getByRole('cell', { name: 'team=support' })).toBeVisible();
  await expectWhole(deleted.getByRole('cell'));
  await expectAccessible(page);
});

test('on a phone the values of the chosen key are in sight below a long list of keys', async ({
  page,
  server,
}) => {
  await page.setViewportSize(PHONE);
  for (const part of ['a', 'b'])
    await store(server, {
      metadata: Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`${part}${i}`, `v${i}`])),
    });
  await page.goto('/data/metadata');
  await page.getByRole('button', { name: /^a3\b/ }).click();
  await expect(page.getByText('v3', { exact: true })).toBeInViewport();
  await expectAccessible(page);
});

test('on a phone the tabs of the settings are read whole, with what they count', async ({
  page,
  server,
}) => {
  await page.setViewportSize(PHONE);
  await store(server);
  await page.goto('/settings/browser');
  const tabs = page.getByRole('navigation', { name: 'Settings' });
  await expect(tabs.getByText('1 missing')).toBeVisible();
  await expectWhole(tabs.getByRole('link'));
});

test('in a small window a provider keeps its name beside what else is said of it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.route('**/api/providers', async (route) => {
    const answer = await route.fetch();
    const list = (await answer.json()) as { data: { name: string }[] };
    const data = list.data.map((each) =>
      each.name === 'scripted' ? { ...each, default: true, stored: true } : each,
    );
    await route.fulfill({ response: answer, json: { ...list, data } });
  });
  await page.goto('/settings');
  const row = page.getByRole('row', { name: /scripted/ });
  await expect(row.getByText('stores', { exact: true })).toBeVisible();
  await expectWhole(row.getByText('scripted', { exact: true }));
});

test('on a phone prices are read and changed without scrolling sideways', async ({
  page,
  server,
  upstream,
}) => {
  await page.setViewportSize(PHONE);
  for (const model of ['tiny', 'a-model-of-a-very-long-name-'.repeat(4)]) {
    upstream.script((response) => sendJson(response, completion('Hi', { model })));
    await store(server, { model: `scripted:${model}` });
  }
  await page.goto('/settings/prices');
  const table = page.getByRole('table');
  const row = table.getByRole('row', { name: /tiny/ });
  await expect(row.getByRole('cell', { name: 'From runs here' })).toBeVisible();
  await expectNoRoomBeside(table);
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Change the price of tiny' }).click();
  await page.getByLabel('Input of tiny', { exact: true }).fill('1');
  await page.getByLabel('Output of tiny').fill('2');
  await expectNoRoomBeside(table);
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Save/ }).click();
  await expect(row.getByRole('cell', { name: /yours/ })).toBeVisible();
  await expectNoRoomBeside(table);
});

withToken(
  'on a phone access tokens with long and odd names are read whole',
  async ({ page, server }) => {
    await page.setViewportSize(PHONE);
    const names = [
      'W'.repeat(60),
      'a word of many words that goes on until it has sixty letters',
      'שלום',
      'ci',
    ];
    for (const name of names) {
      const answer = await fetch(`${server.url}/api/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify({
          name,
          scopes: ['read', 'write', 'delete', 'admin'],
          expires_in_days: 7,
        }),
      });
      expect(answer.ok).toBe(true);
    }
    await page.goto('/settings/access');
    await page.getByLabel('Access token', { exact: true }).fill(TOKEN);
    await page.keyboard.press('Enter');
    const table = page.getByRole('table');
    await expect(table.getByRole('rowheader')).toHaveCount(names.length);
    await expectWhole(table.getByRole('rowheader'));
    await expectWhole(table.getByRole('cell'));
    await expectNoRoomBeside(table);
    await expectAccessible(page);
    await page.getByRole('button', { name: `Revoke ${names[0]}` }).click();
    const question = page.getByRole('alertdialog');
    await expectWhole(question.getByRole('button'));
    await expectWhole(question.getByRole('button'));
    await expectAccessible(page);
  },
);
