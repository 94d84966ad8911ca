import type { Page } from '@playwright/test';
import { startChatkeep } from '../fixtures/chatkeep-server';
import { startPlainServer } from '../fixtures/plain-server';
import { expect, expectAccessible, test } from '../fixtures/test';

const KEY = 'sk-plain-canary-7788';

/** Everything the dashboard does with stored completions, on whatever source is chosen. */
async function reviewAndDelete(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Completions' }).click();
  await expect(page.getByRole('row')).toHaveCount(21);
  const row = page.getByRole('row', { name: /Plain answer 24/ });
  await expect(row).toContainText('Plain prompt of chatcmpl-plain-24');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page.getByRole('row')).toHaveCount(6);
  await page.goBack();
  await row.getByRole('link').first().click();
  await expect(page.getByRole('article', { name: 'User' })).toContainText('Plain prompt');
  // The server repeats the answer among the messages; it is shown once.
  await expect(page.getByText('Plain answer 24')).toHaveCount(1);
  const metadata = page.getByRole('form', { name: 'Metadata' });
  await metadata.getByLabel('Value').first().fill('tagged');
  await metadata.getByRole('button', { name: /save/i }).click();
  await expect(metadata.getByRole('button', { name: /save/i })).toBeHidden();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete completion' }).click();
  await expect(page.getByRole('heading', { name: 'Completions', level: 1 })).toBeVisible();
  await expect(row).toHaveCount(0);
}

test('works on any server with OpenAI’s API, called by the browser with a key that is never kept', async ({
  page,
}) => {
  const plain = await startPlainServer(KEY, 25);
  await page.goto('/settings/browser');
  await expectAccessible(page);
  await page.getByLabel('Base URL').fill(plain.baseUrl);
  await page.getByLabel('API key').fill('sk-wrong');
  await page.getByRole('button', { name: 'Test connection' }).last().click();
  await expect(page.getByRole('alert')).toContainText('Incorrect API key');
  await page.getByLabel('API key').fill(KEY);
  await page.getByRole('button', { name: 'Use this connection' }).click();
  const tagged = plain.completions.at(-1);
  await reviewAndDelete(page);
  expect(tagged?.metadata).toEqual({ number: 'tagged' });
  await expect.poll(() => plain.completions.length).toBe(24);
  const kept = await page.evaluate(
    () =>
      [localStorage, sessionStorage].map((kept) => JSON.stringify(kept)).join('') + location.href,
  );
  expect(kept).not.toContain(KEY);
  await plain.close();
});

test('works on the completions that a provider keeps, relayed, with the key left on the server', async ({
  page,
}) => {
  const plain = await startPlainServer(KEY, 25);
  const server = await startChatkeep({
    providers: { keeper: { baseURL: plain.baseUrl, apiKey: KEY, stored: true } },
  });
  const seen: string[] = [];
  page.on('request', (request) => seen.push(request.url() + JSON.stringify(request.headers())));
  await page.goto(`${server.url}/completions`);
  await page.getByRole('button', { name: /^Source/ }).click();
  await page.getByRole('menuitemradio', { name: /keeper/ }).click();
  const tagged = plain.completions.at(-1);
  await reviewAndDelete(page);
  expect(tagged?.metadata).toEqual({ number: 'tagged' });
  await expect.poll(() => plain.completions.length).toBe(24);
  expect(seen.join('\n')).not.toContain(KEY);
  expect(seen.every((request) => request.startsWith(server.url))).toBe(true);
  await server.stop();
  await plain.close();
});
