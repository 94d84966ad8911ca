import { expect, store, test } from '../fixtures/test';

// In Safari on a Mac a click gives a button no focus, and takes it from what had it.
test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    addEventListener(
      'mousedown',
      (event) => {
        if (!(event.target as Element).closest('button')) return;
        event.preventDefault();
        (document.activeElement as HTMLElement | null)?.blur();
      },
      { capture: true },
    );
  }),
);

test('where a click focuses no button, the focus still goes back to it from menus and dialogs', async ({
  page,
  server,
}) => {
  const id = await store(server, { metadata: { env: 'prod' } });
  await page.goto(`/completions/${id}`);
  for (const name of ['Theme', /^Source:/]) {
    const button = page.getByRole('button', { name, exact: true }).first();
    await button.click();
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
    await expect(button).toBeFocused();
  }
  const remove = page.getByRole('button', { name: 'Delete', exact: true }).first();
  await remove.click();
  await expect(page.locator('dialog[open]')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(remove).toBeFocused();
  await page.goto('/');
  const history = page.getByRole('button', { name: 'History' });
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await history.click();
  await expect(page.locator('dialog[open]')).toBeVisible();
  await page.locator('dialog[open]').getByRole('button', { name: 'Close' }).click();
  await expect(history).toBeFocused();
});
