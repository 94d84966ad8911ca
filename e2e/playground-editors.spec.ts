import { expect, expectAccessible, test } from './fixtures/test';

test.beforeEach(async ({ page }) => {
  await page.goto('/');
});

test('a schema is written with suggestions, told of its faults at their lines, and laid out', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Set response_format' }).click();
  await page.getByRole('combobox', { name: 'Format of the answer' }).selectOption('json_schema');
  const editor = page.getByRole('textbox', { name: 'JSON schema' });
  const notes = page.getByRole('list', { name: 'Notes' });
  await expect(editor).toHaveAttribute('contenteditable');
  await expect(notes).toHaveCount(0);

  await editor.fill('{"name":"a","schema":{"type":"object"}');
  await expect(notes).toContainText('Line 1: The JSON ends too early');
  await expect(editor).toHaveAttribute('aria-invalid', 'true');

  await editor.fill('{"name":"a","strict":true,"schema":{}}');
  await page.getByRole('button', { name: 'Format', exact: true }).click();
  await expect(editor).toContainText('"strict": true');
  await expect(notes).toContainText('the outermost schema is an object');
  await expect(editor).toHaveAttribute('aria-invalid', 'false');
  await notes.getByRole('button', { name: 'Line 4' }).click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('"ty');
  await page.getByRole('option', { name: /^type/ }).click();
  await expect(editor).toContainText('"type": ');
  await page.keyboard.type('"obj');
  await page.getByRole('option', { name: 'object', exact: true }).click();
  await expect(notes).toContainText('additionalProperties');
  await expectAccessible(page);

  // Tab leads out, and the keys of the page stay quiet while one types.
  await editor.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
});

test('tools begin with an example, and are edited in a large view', async ({ page }) => {
  await page.getByRole('button', { name: 'Set tools' }).click();
  const editor = page.getByRole('textbox', { name: 'Tools, as a JSON array' });
  await expect(editor).toHaveAttribute('contenteditable');
  await page.getByRole('button', { name: 'Add a function' }).click();
  await expect(editor).toContainText('get_weather');
  await page.getByRole('button', { name: 'Add a function' }).click();
  await expect(page.getByText('Two functions are named “get_weather”.')).toBeVisible();

  await page.getByRole('button', { name: 'Expand' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tools, as a JSON array' });
  const large = dialog.getByRole('textbox');
  await expect(large).toBeFocused();
  await expectAccessible(page);
  await large.fill('[{"type":"function","function":{"name":"get time"}}]');
  await expect(dialog.getByText('A name has up to 64 letters')).toBeVisible();
  await large.fill('[{"type":"function","function":{"name":"get_time"}}]');
  await expect(dialog.getByRole('list', { name: 'Notes' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(editor).toContainText('get_time');
});
