import { expect, expectAccessible, store, test } from '../fixtures/test';

test('a misspelt filter in a link is shown as not used, and never selects everything', async ({
  page,
  server,
}) => {
  for (let i = 0; i < 3; i += 1)
    await store(server, { metadata: { env: i < 2 ? 'test' : 'prod' } });
  await page.goto('/completions?metadta[env]=test&limit=2');
  await expect(page.getByText('not used: no such filter or value')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar).toContainText('2 selected');
  await expect(bar.getByRole('button', { name: /Select all/ })).toBeHidden();
  await expect(bar).toContainText('needs every part of the filter to be understood');
  // Any of several values, as a link says it.
  await page.goto('/completions?metadata_any[env]=test&metadata_any[env]=none');
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await expect(bar).toContainText('2 selected');
  // All values of one key at once: no completion has two.
  await page.goto('/completions?metadata[env]=test&metadata[env]=prod');
  await expect(page.getByText('No completion matches')).toBeVisible();
});

test('the address of a completion in the trash says so, and restores it', async ({
  page,
  server,
}) => {
  const id = await store(server);
  await fetch(`${server.url}/v1/chat/completions/${id}`, { method: 'DELETE' });
  await page.goto(`/completions/${id}`);
  await expect(page.getByRole('heading', { name: 'is in the trash' })).toBeVisible();
  await expect(page.getByText('It can be restored until')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('form', { name: 'Metadata' })).toBeVisible();
  await page.goto('/completions/never-stored');
  await expect(page.getByRole('heading', { name: 'There is no such completion' })).toBeVisible();
});

test('several values of one key are chosen in the filter of a pair', async ({ page, server }) => {
  for (const env of ['a', 'b', 'c', 'd']) await store(server, { metadata: { env } });
  await page.goto('/completions');
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('option', { name: /^env\s*4$/ }).click();
  const box = (value: string) =>
    page.getByRole('option', { name: new RegExp(`^${value}\\s*1$`) }).locator('[data-box]');
  await box('a').click();
  await box('b').click();
  await expect(page).toHaveURL(/metadata_any\[env\]=a&metadata_any\[env\]=b$/);
  await box('b').click();
  await page.getByRole('combobox', { name: 'Values of env' }).fill('d');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Value of env: a, d' })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(3);
  await expect(page).toHaveURL(/metadata_any\[env\]=a&metadata_any\[env\]=d/);
});

test('a value that is called “(none)” is no absence in the chart', async ({ page, server }) => {
  for (const metadata of [{ env: '(none)' }, {}, {}]) await store(server, { metadata });
  await page.goto('/completions');
  await page.getByRole('combobox', { name: 'Split by' }).selectOption('metadata[env]');
  const lines = page.getByRole('list', { name: 'Series' }).getByRole('button');
  await expect(lines).toHaveText([/2$/, /1$/]);
  await lines.nth(1).click();
  await expect(page).toHaveURL(/metadata\[env\]=\(none\)/);
  await expect(page.getByRole('row')).toHaveCount(2);
});

test('“no value” in the chart filters by absence', async ({ page, server }) => {
  for (const metadata of [{ env: 'a' }, { env: 'b' }, {}]) await store(server, { metadata });
  await page.goto('/completions');
  await page.getByRole('combobox', { name: 'Split by' }).selectOption('metadata[env]');
  await page.getByRole('button', { name: /^no value/ }).click();
  await expect(page).toHaveURL(/metadata_missing=env/);
  await expect(page.getByRole('row')).toHaveCount(2);
});
