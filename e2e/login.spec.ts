import { startChatkeep, type ChatkeepServer } from './fixtures/chatkeep-server';
import { expect, expectAccessible, test } from './fixtures/test';

const TOKEN = 'an-access-token-for-tests';

test.use({
  // Playwright reads the first parameter's destructuring.
  // oxlint-disable-next-line no-empty-pattern
  server: async ({}, use: (server: ChatkeepServer) => Promise<void>) => {
    const server = await startChatkeep({ env: { ACCESS_TOKEN: TOKEN } });
    await use(server);
    await server.stop();
  },
});

test('log in once, work, survive a restart, log out', async ({ page, server }) => {
  await page.goto('/completions');
  await expect(
    page.getByRole('heading', { name: 'This server asks for its access token' }),
  ).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Access token').fill('not-the-access-token');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('This is not the access token of this server.');
  await expectAccessible(page);
  await page.getByLabel('Access token').fill(TOKEN);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: /^Completions/ })).toBeVisible();

  await page.getByRole('link', { name: 'Playground', exact: true }).click();
  await page.getByRole('switch', { name: 'Store the answer' }).check();
  await page.getByRole('textbox', { name: 'Message' }).fill('Am I in?');
  await page.keyboard.press('ControlOrMeta+Enter');
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer.getByText('Stored')).toBeVisible();

  // No script can read the session, and it outlives the process that gave it.
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await server.restart();
  await page.goto('/completions');
  const row = page.getByRole('row', { name: /Am I in/ });
  await row.getByRole('link').first().click();
  const metadata = page.getByRole('form', { name: 'Metadata' });
  await metadata.getByRole('button', { name: 'Add pair' }).click();
  await metadata.getByLabel('Key').last().fill('review');
  await metadata.getByLabel('Value').last().fill('good');
  await metadata.getByRole('button', { name: /save/i }).click();
  await expect(metadata.getByRole('button', { name: /save/i })).toBeHidden();

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByLabel('Access token')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Access token')).toBeVisible();
});

test('a session that ends while the dashboard is open leads back to the log in', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByLabel('Access token').fill(TOKEN);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Completions' }).click();
  await expect(page.getByLabel('Access token')).toBeVisible();
});
