import { expect, expectAccessible, store, test } from './fixtures/test';

test('lists metadata keys with their values, and renames and merges them everywhere', async ({
  page,
  server,
}) => {
  for (const mood of ['good', 'good', 'god']) await store(server, { metadata: { mood } });
  await store(server, { metadata: { Mood: 'bad' } });
  await page.goto('/data/metadata');
  const keys = page.getByRole('list', { name: 'Metadata keys' });
  await expect(keys.getByRole('button', { name: /^mood/ })).toHaveAccessibleName(
    'mood in 3 2 values',
  );
  await expectAccessible(page);
  const mood = page.getByRole('region', { name: 'mood', exact: true });
  await mood.getByRole('button', { name: 'Rename mood=god' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tag completions' });
  await dialog.getByLabel('New value').fill('good');
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await dialog.getByRole('button', { name: 'Tag 1 completion' }).click();
  await expect(page.getByRole('region', { name: 'Job' })).toContainText('1 completion tagged');
  await expect(mood).toContainText('in 31 value');

  await keys.getByRole('button', { name: /^Mood as mood\?/ }).click();
  await page.getByRole('button', { name: 'Merge into mood…' }).click();
  await expect(dialog.getByLabel('New key')).toHaveValue('mood');
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await dialog.getByRole('button', { name: 'Tag 1 completion' }).click();
  await expect(keys.getByRole('button')).toHaveCount(1);
  await expect(mood).toContainText('in 42 different values');

  const search = page.getByRole('searchbox', { name: 'A key or a value' });
  await search.fill('bäd');
  await search.press('Enter');
  await expect(keys.getByRole('button')).toHaveCount(1);
  await search.fill('sad');
  await search.press('Enter');
  await expect(keys.getByRole('button')).toHaveCount(0);
});
