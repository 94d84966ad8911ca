import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedSqlite } from '../../bench/support/seed';
import { startChatkeep, type ChatkeepServer } from '../fixtures/chatkeep-server';
import { expect, expectAccessible, test as base } from '../fixtures/test';

const COUNT = 100_000;

/** One store of a hundred thousand completions for all of these, which therefore go one after another. */
const test = base.extend<object, { filled: ChatkeepServer }>({
  filled: [
    // Playwright reads the first parameter's destructuring.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'chatkeep-large-'));
      const file = join(folder, 'seeded.db');
      await seedSqlite(file, COUNT);
      const server = await startChatkeep({ env: { DATABASE_URL: `file:${file}` } });
      await use(server);
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ filled }, use) => use(filled.url),
});
test.describe.configure({ mode: 'serial' });

async function total(server: ChatkeepServer, query: string): Promise<number> {
  const response = await fetch(`${server.url}/api/completions?limit=1&${query}`);
  return ((await response.json()) as { total: { value: number } }).total.value;
}

test('any completion is found, and the pages hold all of them', async ({ page, filled }) => {
  const whole = await total(filled, '');
  await page.goto('/completions?limit=50');
  await expect(page.getByText(`1–50 of ${whole.toLocaleString('en')}`)).toBeVisible();
  await page.getByRole('link', { name: 'Last' }).click();
  await expect(page.getByText(`of ${whole.toLocaleString('en')}`)).toBeVisible();
  await page.getByRole('link', { name: 'Previous' }).click();
  await page.getByRole('link', { name: 'First' }).click();
  await expect(page.getByText(`1–50 of ${whole.toLocaleString('en')}`)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('zeppelin');
  await expect(page.getByText('1–50 of 100')).toBeVisible();
  await expectAccessible(page);
  await page.goto('/completions?metadata[trace]=trace-77777');
  await expect(page.getByText('1–1 of 1')).toBeVisible();
});

test('a thousand rows are on one page, of which few are drawn', async ({ page }) => {
  await page.goto('/completions?limit=1000');
  const table = page.getByRole('table');
  await expect(table).toHaveAttribute('aria-rowcount', /\d+/);
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('1,000 selected');
  expect(await page.getByRole('row').count()).toBeLessThan(200);
});

test('all that match are tagged, exactly, and it is taken back', async ({ page, filled }) => {
  const filter = 'metadata[feature]=piano&metadata[env]=test';
  const matching = await total(filled, filter);
  await page.goto(`/completions?${filter}`);
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await bar.getByRole('button', { name: /^Select all [\d,]+ matching/ }).click();
  await bar.getByRole('button', { name: 'Tag' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tag completions' });
  await dialog.getByLabel('Key').fill('tagged');
  await dialog.getByLabel('Value').fill('large');
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  const count = matching.toLocaleString('en');
  await dialog.getByRole('button', { name: `Tag ${count} completions` }).click();
  await expect
    .poll(() => total(filled, 'metadata[tagged]=large'), { timeout: 60_000 })
    .toBe(matching);
  await page.getByRole('region', { name: 'Job' }).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => total(filled, 'metadata[tagged]=large'), { timeout: 60_000 }).toBe(0);
});

test('twenty are reviewed in a row without the mouse', async ({ page, filled }) => {
  await page.goto('/completions?metadata[feature]=museum&metadata_missing=review');
  await page.getByRole('main').getByRole('link', { name: 'Review' }).click();
  const asked = page.getByRole('article', { name: 'User' }).first();
  for (let done = 1; done <= 20; done += 1) {
    const words = (await asked.textContent()) ?? '';
    await page.keyboard.press(String((done % 3) + 1));
    await expect(asked).not.toHaveText(words);
  }
  await expect.poll(() => total(filled, 'metadata_exists=review')).toBe(20);
});

test('every metadata key is counted', async ({ page }) => {
  await page.goto('/data/metadata');
  const keys = page.getByRole('list', { name: 'Metadata keys' });
  await expect(keys).toContainText('feature');
  await expect(keys).toContainText('trace');
  await expectAccessible(page);
});
