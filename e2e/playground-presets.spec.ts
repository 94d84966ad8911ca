import { expect, expectAccessible, test } from './fixtures/test';

test('a prompt is kept under a name, changed, compared with before, and passed on as a link', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/');
  const box = page.getByRole('textbox', { name: 'Message' });
  await page.getByLabel('Role of the message').selectOption('system');
  await box.fill('Answer in one word.');
  await page.getByRole('button', { name: 'Add without running' }).click();
  await page.getByRole('button', { name: 'Set temperature' }).click();

  await page.getByRole('button', { name: 'Presets' }).click();
  const dialog = page.getByRole('dialog', { name: 'Presets' });
  await expect(dialog.getByText('Save the prompt, its parameters')).toBeVisible();
  const save = dialog.getByRole('form', { name: 'Save as a preset' });
  await save.getByRole('combobox', { name: 'Save as' }).fill('Curt');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Saved “Curt”, version 1')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('article', { name: 'System' }).getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Text of the message' }).fill('Answer in two words.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Presets' }).click();
  await save.getByRole('combobox', { name: 'Save as' }).fill('Curt');
  await save.getByLabel('Note').fill('one was too few');
  await save.getByRole('button', { name: 'Save a version' }).click();
  await expect(dialog.getByText('Saved “Curt”, version 2')).toBeVisible();
  await dialog.getByRole('button', { name: 'More for Curt' }).click();
  await page.getByRole('menuitem', { name: 'Versions' }).click();
  const versions = dialog.getByRole('list', { name: 'Versions of Curt' });
  await expect(versions.getByRole('listitem').first()).toContainText('one was too few');
  await expectAccessible(page);
  await versions.getByRole('button', { name: 'Changes' }).click();
  const changes = page.getByRole('dialog', { name: 'Curt: version 1 to 2' });
  await expect(changes.getByRole('deletion').first()).toHaveText('one');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await versions.getByRole('button', { name: 'Restore' }).click();
  await expect(dialog.getByText('Version 1 of “Curt” is the newest again')).toBeVisible();
  await expect(versions.getByRole('listitem')).toHaveCount(3);

  await dialog.getByRole('button', { name: 'More for Curt' }).click();
  await page.getByRole('menuitem', { name: 'Copy a link' }).click();
  await expect(dialog.getByText('The link to “Curt” is copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await dialog.getByRole('button', { name: 'More for Curt' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(dialog.getByRole('list', { name: 'Presets' }).getByRole('listitem')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByRole('button', { name: 'Open', exact: true })).toBeVisible();

  const other = await context.newPage();
  await other.goto(link);
  const offer = other.getByRole('dialog', { name: 'Curt' });
  await expect(offer).toContainText('system: Answer in one word.');
  await expectAccessible(other);
  await offer.getByRole('button', { name: 'Open' }).click();
  await expect(other).toHaveURL(/\/\?conversation=/);
  await expect(other.getByRole('article', { name: 'System' })).toContainText('one word');
  await expect(other.getByRole('button', { name: 'Unset temperature' })).toBeVisible();
  await other.goto('/completions');
  await other.goto(link.slice(0, -20));
  await expect(other.getByText('The link is damaged or cut off.')).toBeVisible();
});

test(
  'a preset is used within a conversation, and taken back',
  { tag: '@edge' },
  async ({ page }) => {
    await page.goto('/');
    const box = page.getByRole('textbox', { name: 'Message' });
    await page.getByLabel('Role of the message').selectOption('system');
    await box.fill('Be kind.');
    await page.getByRole('button', { name: 'Add without running' }).click();
    await page.getByRole('button', { name: 'Presets' }).click();
    await page.getByRole('combobox', { name: 'Save as' }).fill('Kind');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Saved “Kind”, version 1')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New' }).click();
    await box.fill('Hello there');
    await page.getByRole('button', { name: 'Add without running' }).click();
    await page.getByRole('button', { name: 'Presets' }).click();
    await page.getByRole('button', { name: 'Use here' }).click();
    const messages = page.getByRole('article');
    await expect(messages).toHaveText([/Be kind\./, /Hello there/]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(messages).toHaveText([/Hello there/]);
  },
);
