import type { Page } from '@playwright/test';
import { startChatkeep } from './fixtures/chatkeep-server';
import { startPlainServer } from './fixtures/plain-server';
import { expect, expectAccessible, store, test } from './fixtures/test';

const SAMPLE = '/v1/chat/completions/chatcmpl-chatkeep-sample-001';

const total = (page: Page, count: string) =>
  expect(page.getByRole('heading', { name: 'Completions' }).locator('..')).toContainText(count);

test('samples come on request, and one click removes them alone, whatever was written into them', async ({
  page,
  server,
}) => {
  const api = async (path: string, init: RequestInit & { json?: object } = {}) => {
    const { json, ...rest } = init;
    const headers = { 'content-type': 'application/json' };
    const sent = json && { method: 'POST', headers, body: JSON.stringify(json) };
    return (await fetch(`${server.url}${path}`, { ...sent, ...rest })).json() as Promise<{
      data: { id: string; action: string }[];
      metadata: Record<string, string>;
      total: { value: number };
    }>;
  };
  // Low, so that the way to them is scrolled to: the table begins at its top all the same.
  await page.setViewportSize({ width: 1440, height: 420 });
  await page.goto('/completions');
  await page.getByRole('button', { name: 'Add 200 samples' }).click();
  await total(page, '200');
  await expect(page.getByText('Some of these are samples')).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeInViewport();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectAccessible(page);

  // One that calls itself a sample and is none, and one that no longer says so.
  const own = await store(server, { metadata: { sample: 'true' } });
  await api(SAMPLE, { json: { metadata: { sample: '', review: 'bad' } } });
  await api(SAMPLE, { json: { metadata: { mine: 'yes' } } });

  await page.getByRole('button', { name: 'Remove all samples' }).click();
  const notice = page.getByRole('region', { name: 'Job' });
  await expect(notice).toContainText('200');
  await expect(page.getByText('Some of these are samples')).toHaveCount(0);
  await expect(page.getByRole('row')).toHaveCount(2);
  expect((await api('/api/completions')).data.map(({ id }) => id)).toEqual([own]);

  await notice.getByRole('button', { name: 'Undo' }).click();
  await total(page, '201');
  expect((await api(SAMPLE)).metadata).toEqual({ mine: 'yes' });
  const actions = (await api('/api/audit')).data.map(({ action }) => action);
  expect(actions).toEqual(
    expect.arrayContaining([
      'job.completed import',
      'job.completed delete',
      'job.completed restore',
    ]),
  );

  // Again, from the first visit; and what waits in the trash comes back as samples alone.
  await page.goto('/');
  await page.getByRole('button', { name: 'Remove all samples' }).click();
  await expect(page.getByRole('button', { name: 'Add 200 samples' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add 200 samples' }).click();
  await page.getByRole('link', { name: 'See the samples' }).click();
  await total(page, '201');
  expect((await api(SAMPLE)).metadata).toMatchObject({ sample: 'true' });
  expect((await api('/api/trash')).total).toBe(0);
});

test('a server of OpenAI’s API alone takes none, and says so', async ({ page }) => {
  const key = 'sk-none';
  const plain = await startPlainServer(key, 0);
  const server = await startChatkeep({
    providers: { keeper: { baseURL: plain.baseUrl, apiKey: key, stored: true } },
  });
  try {
    await page.goto(`${server.url}/completions`);
    await page.getByRole('button', { name: /^Source/ }).click();
    await page.getByRole('menuitemradio', { name: /keeper/ }).click();
    await expect(
      page.getByText(/go into Chatkeep’s own store alone: keeper takes no import/),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add 200 samples' })).toHaveCount(0);
  } finally {
    await server.stop();
    await plain.close();
  }
});
