import type { Page } from '@playwright/test';
import { expect, store, test } from '../fixtures/test';

/** The server goes away and comes back, and what a page has read is old enough to be read again meanwhile. */
async function outage(page: Page) {
  const down = page.getByText('No connection').first();
  await page.context().setOffline(true);
  await page.clock.fastForward('02:00');
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  // Where the rail is folded nobody sees it.
  await expect(down).toBeAttached();
  await page.context().setOffline(false);
  await expect(down).not.toBeAttached();
}

test('what is half typed outlives an outage, on every form', async ({ page, server }) => {
  const id = await store(server, { metadata: { env: 'prod' } });
  await page.clock.install();

  await page.goto(`/completions/${id}`);
  const metadata = page.getByRole('complementary', { name: 'About this completion' });
  await metadata.getByRole('button', { name: 'Add', exact: false }).first().click();
  await metadata.getByLabel('Key', { exact: true }).last().fill('half');
  await outage(page);
  await expect(metadata.getByLabel('Key', { exact: true }).last()).toHaveValue('half');

  await page.goto('/data/retention');
  await page.getByRole('button', { name: 'New rule' }).first().click();
  const rule = page.getByRole('dialog').getByRole('textbox', { name: 'Name' });
  await rule.fill('Half a rule');
  // Wherever a dialog is opened from, an empty page that is centred too.
  await expect(page.getByRole('dialog')).toHaveCSS('text-align', 'start');
  await outage(page);
  await expect(rule).toHaveValue('Half a rule');

  await page.goto('/settings?add');
  const key = page.locator('input[type=password]').first();
  await key.fill('sk-half');
  await outage(page);
  await expect(key).toHaveValue('sk-half');

  await page.goto('/');
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.fill('Half a message');
  await outage(page);
  await expect(message).toHaveValue('Half a message');

  await page.goto('/review');
  const note = page.locator('main').getByRole('textbox').first();
  await note.fill('Half a note');
  await outage(page);
  await expect(note).toHaveValue('Half a note');
});
