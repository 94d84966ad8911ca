import { startChatkeep } from './fixtures/chatkeep-server';
import { startPlainServer } from './fixtures/plain-server';
import { expect, expectAccessible, test } from './fixtures/test';

const KEY = 'sk-keeper-canary-2204';

async function stored(url: string): Promise<number> {
  const response = await fetch(`${url}/api/completions?provider=keeper`);
  return ((await response.json()) as { total: { value: number } }).total.value;
}

test('copies what a provider stores, goes on after a power cut, and shows it searchable', async ({
  page,
}) => {
  const plain = await startPlainServer(KEY, 230);
  const server = await startChatkeep({
    providers: { keeper: { baseURL: plain.baseUrl, apiKey: KEY, stored: true } },
  });
  await page.goto(`${server.url}/data/mirror`);
  const row = page.getByRole('listitem', { name: 'keeper' });
  await expect(row).toContainText('Never copied yet');
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Copy now' }).click();
  await expect.poll(() => stored(server.url)).toBeGreaterThan(0);
  await server.restart('SIGKILL');
  await expect.poll(() => stored(server.url)).toBe(230);
  await expect(row).toContainText('done');
  const { status } = await fetch(`${server.url}/v1/chat/completions/chatcmpl-plain-229`);
  expect(status).toBe(200);

  await row.getByLabel('How often keeper is copied by itself').selectOption('every hour');
  await page.reload();
  await expect(row.getByLabel('How often keeper is copied by itself')).toHaveValue('60');
  await page.goto(`${server.url}/completions?q=Plain+prompt+of+chatcmpl-plain-7`);
  await expect(page.getByRole('row', { name: /Plain answer 7/ }).first()).toBeVisible();
  await server.stop();
  await plain.close();
});

test('says how to have something to copy', async ({ page }) => {
  await page.goto('/data/mirror');
  await expect(
    page.getByRole('heading', { name: 'No provider that stores completions' }),
  ).toBeVisible();
  await expectAccessible(page);
});
