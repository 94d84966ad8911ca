import { expect, expectAccessible, store, test } from './fixtures/test';

test('lists metadata keys with their values, and renames and merges them everywhere', async ({
  page,
  server,
}) => {
  for (const mood of ['good', 'good', 'god', 'Good!', 'fine'])
    await store(server, { metadata: { mood } });
  await store(server, { metadata: { Mood: 'bad' } });
  await page.goto('/data/metadata');
  const keys = page.getByRole('list', { name: 'Metadata keys' });
  await expect(keys.getByRole('button', { name: /^mood/ })).toHaveAccessibleName(
    'mood values alike in 5 4 values',
  );
  await store(server, { metadata: { env: 'prod' } });
  await page.reload();
  await page.getByRole('radio', { name: 'Odd 2' }).click();
  await expect(page).toHaveURL(/\/data\/metadata\?odd=true$/);
  await expect(keys.getByRole('button')).toHaveText([/^moodvalues alike/, /^Moodas mood\?/]);
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'All 3' }).click();
  await expect(keys.getByRole('button')).toHaveCount(3);
  const mood = page.getByRole('region', { name: 'mood', exact: true });
  await mood.getByRole('button', { name: 'Rename mood=god' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tag completions' });
  await dialog.getByLabel('New value').fill('good');
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await dialog.getByRole('button', { name: 'Tag 1 completion' }).click();
  await expect(page.getByRole('region', { name: 'Job' })).toContainText('1 completion tagged');
  await expect(mood).toContainText('5 completions3 values');

  await mood.getByRole('button', { name: 'Choose the 2' }).click();
  await mood.getByRole('checkbox', { name: 'Choose mood=fine' }).check();
  const bar = mood.getByRole('form', { name: 'Merge values of mood' });
  await expect(bar).toContainText('changes 2 completions');
  await expect(bar).toContainText('The 3 that say good stay as they are.');
  await expectAccessible(page);
  await bar.getByLabel('The value that stays').fill('');
  await expect(bar.getByRole('button', { name: /^Merge, change/ })).toHaveAccessibleDescription(
    'Name the value that stays.',
  );
  await bar.getByLabel('The value that stays').fill('good');
  await bar.getByRole('button', { name: 'Merge, change 2' }).click();
  await expect(page.getByRole('region', { name: 'Job' })).toContainText('2 completions tagged');
  await expect(bar).toBeHidden();
  await expect(mood).toContainText('5 completions1 value');

  await keys.getByRole('button', { name: /^Mood as mood\?/ }).click();
  await page.getByRole('button', { name: 'Merge into mood…' }).click();
  await expect(dialog.getByLabel('New key')).toHaveValue('mood');
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await dialog.getByRole('button', { name: 'Tag 1 completion' }).click();
  await expect(keys.getByRole('button')).toHaveCount(2);
  await expect(mood).toContainText('6 completions2 values');
  await page.getByRole('radio', { name: 'Odd 0' }).click();
  await expect(page.getByText(/^No key is odd/)).toBeVisible();
  await page.getByRole('radio', { name: 'All 2' }).click();

  const search = page.getByRole('searchbox', { name: 'A key or a value' });
  await search.fill('bäd');
  await search.press('Enter');
  await expect(keys.getByRole('button')).toHaveCount(1);
  await search.fill('sad');
  await search.press('Enter');
  await expect(keys.getByRole('button')).toHaveCount(0);
});
