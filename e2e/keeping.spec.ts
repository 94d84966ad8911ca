import { expect, expectAccessible, store, test } from './fixtures/test';

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
  await expect(bar).toContainText('needs a filter without anything that is not used');
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

test('“(none)” in the chart filters by absence', async ({ page, server }) => {
  for (const metadata of [{ env: 'a' }, { env: 'b' }, {}]) await store(server, { metadata });
  await page.goto('/completions');
  await page.getByRole('combobox', { name: 'Split by' }).selectOption('metadata[env]');
  await page.getByRole('button', { name: '(none)' }).click();
  await expect(page).toHaveURL(/metadata_missing=env/);
  await expect(page.getByRole('row')).toHaveCount(2);
});
