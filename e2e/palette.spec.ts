import { expect, expectAccessible, store, test } from './fixtures/test';

test('search or jump: places, filters, an id and a text, by the keyboard alone', async ({
  page,
  server,
}) => {
  const id = await store(server, { metadata: { env: 'prod' } });
  await page.goto('/');
  // Before there is a page, nobody hears its keys.
  await expect(page.getByRole('button', { name: 'Search or jump' })).toBeVisible();
  const palette = page.getByRole('dialog', { name: 'Search or jump' });
  const field = palette.getByRole('combobox', { name: 'Search or jump' });

  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type('>ret rul');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/data\/retention$/);
  await expect(palette).toHaveCount(0);

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('#env');
  await expect(palette.getByRole('option', { name: 'env = prod 1' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/completions\?metadata\[env\]=prod$/);
  await expect(page.getByRole('row')).toHaveCount(2);

  // Esc closes it alone, and the focus is where it was.
  const search = page.getByRole('searchbox', { name: 'Search texts, ids, metadata' });
  await search.focus();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('Escape');
  await expect(search).toBeFocused();

  await page.getByRole('button', { name: 'Search or jump' }).click();
  await page.keyboard.type(id);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/completions/${id}$`));

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('theme dark');
  await palette.getByRole('option', { name: 'Theme: dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  // What the page itself can do, and the key that does it.
  await page.goto('/completions');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('>columns');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Columns and rows' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('>search');
  await palette.getByRole('option', { name: 'Search /' }).click();
  await expect(search).toBeFocused();

  await page.goto('/settings/data/trash?after=x');
  await expect(page).toHaveURL(/\/data\/trash\?after=x$/);
});
