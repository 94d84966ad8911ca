import { expect, store, test } from './fixtures/test';

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
