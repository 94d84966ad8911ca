import type { Page } from '@playwright/test';
import { expect, store, test } from '../fixtures/test';

/** Where the focus is, in words; null: on the body, from where Tab begins at the top of the page. */
const place = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    if (!at || at.matches('body')) return null;
    return at.getAttribute('aria-label') ?? (at as HTMLElement).dataset.row ?? at.tagName;
  });

async function expectPlace(page: Page, what: string): Promise<void> {
  // Later than whatever gives it back.
  await page.waitForTimeout(100);
  expect(await place(page), what).not.toBeNull();
}

test('the focus is never left to the body', async ({ page, server }) => {
  for (let i = 0; i < 4; i += 1) {
    const messages = [{ role: 'user', content: `Item ${i}` }];
    await store(server, { messages, metadata: { env: 'a' } });
  }
  await page.goto('/completions');
  await expect(page.getByRole('row')).toHaveCount(5);
  for (const name of [/^Source:/, 'Theme', 'Views', /^Columns/, 'Add filter', /^Search or jump/]) {
    await page.getByRole('button', { name }).first().click();
    await expect(page.locator('[data-popover-open], dialog[open]').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-popover-open], dialog[open]')).toHaveCount(0);
    await expectPlace(page, `after Esc in ${name}`);
  }
  // A chip that takes itself away, and the filter's own.
  await page.goto('/completions?metadata[env]=a&model=demo-echo');
  await page.getByRole('button', { name: 'Remove env is a' }).click();
  await expect(page.getByRole('button', { name: 'Remove env is a' })).toHaveCount(0);
  await expectPlace(page, 'after a filter was removed');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('row')).toHaveCount(5);
  await expectPlace(page, 'after all filters were removed');

  // The selection's bar takes itself away.
  await page.getByRole('row').nth(1).getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Clear the selection' }).click();
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toBeHidden();
  await expectPlace(page, 'after the selection was cleared');

  // Metadata in the drawer: saved, discarded, taken back.
  await page.keyboard.press('j');
  await page.keyboard.press('p');
  const form = page.getByRole('form', { name: 'Metadata' });
  await form.getByLabel(/^Value/).fill('b');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await expectPlace(page, 'after metadata was saved');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(form.getByLabel(/^Value/)).toHaveValue('a');
  await expectPlace(page, 'after Undo');
  await form.getByLabel(/^Value/).fill('c');
  await form.getByRole('button', { name: 'Discard' }).click();
  await expectPlace(page, 'after Discard');
  await form.getByRole('button', { name: 'Remove env' }).click();
  await expectPlace(page, 'after a pair was removed');
  await form.getByRole('button', { name: 'Discard' }).click();
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();
  await expectPlace(page, 'after the drawer was closed');

  // The page of a completion: deleted, and back.
  await page.getByRole('row').nth(2).getByRole('link').first().click();
  await expect(page.getByRole('link', { name: 'Back to completions' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete completion' }).click();
  await expect(page.getByRole('heading', { name: 'Completions', level: 1 })).toBeVisible();
  await expectPlace(page, 'after the page’s completion was deleted');
  // Of the deletion: it was told last.
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByRole('row')).toHaveCount(5);
  await expectPlace(page, 'after the deletion was taken back');

  // Review: a note, its end, and a menu.
  await page.goto('/review');
  await expect(page.getByRole('article', { name: 'User' })).toBeVisible();
  await page.keyboard.press('m');
  await page.keyboard.type('fine');
  await page.keyboard.press('Escape');
  await expectPlace(page, 'after a note');
  await page.keyboard.press('1');
  await expectPlace(page, 'after a verdict');
  await page.keyboard.press('m');
  await page.keyboard.press('Control+Enter');
  await expectPlace(page, 'after Save and next');
  await page.getByRole('button', { name: /^Questions/ }).click();
  await page.keyboard.press('Escape');
  await expectPlace(page, 'after the menu of the review');
});
