import { expect, expectAccessible, store, test } from './fixtures/test';

test('lists metadata keys with their values, and renames and merges them everywhere', async ({
  page,
  server,
}) => {
  for (const mood of ['good', 'good', 'god']) await store(server, { metadata: { mood } });
  await store(server, { metadata: { Mood: 'bad' } });
  await page.goto('/data/metadata');
  const keys = page.getByRole('list', { name: 'Metadata keys' });
  await expect(keys.getByRole('listitem', { name: 'mood', exact: true })).toContainText(
    'in 3, 2 different values',
  );
  await expectAccessible(page);
  await keys.getByRole('button', { name: 'Rename mood=god' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tag completions' });
  await dialog.getByLabel('New value').fill('good');
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await dialog.getByRole('button', { name: 'Tag 1 completion' }).click();
  await expect(page.getByRole('region', { name: 'Job' })).toContainText('1 completion tagged');
  const mood = keys.getByRole('listitem', { name: 'mood', exact: true });
  await expect(mood).toContainText('in 3, 1 value');

  await keys
    .getByRole('listitem', { name: 'Mood', exact: true })
    .getByRole('button', { name: 'Rename key…' })
    .click();
  await dialog.getByLabel('New key').fill('mood');
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await dialog.getByRole('button', { name: 'Tag 1 completion' }).click();
  await expect(mood).toContainText('in 4, 2 different values');
  await expect(keys.getByRole('heading')).toHaveCount(1);
});
