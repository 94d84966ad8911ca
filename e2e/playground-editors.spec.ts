import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

test.beforeEach(async ({ page }) => {
  await page.goto('/');
});

test('a schema is written with suggestions, told of its faults at their lines, and laid out', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Set response_format' }).click();
  await page.getByRole('combobox', { name: 'Format of the answer' }).selectOption('json_schema');
  await page.getByRole('button', { name: 'Edit as JSON' }).click();
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
  const object = page.getByRole('option', { name: 'object', exact: true });
  // The list is made anew with each letter.
  await expect(object).toHaveAttribute('aria-selected', 'true');
  await object.click();
  await expect(notes).toContainText('additionalProperties');
  await expectAccessible(page);

  // Tab leads out, and the keys of the page stay quiet while one types.
  await editor.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
});

test('tools begin with an example, and are edited in a large view', async ({ page }) => {
  await page.getByRole('button', { name: 'Set tools' }).click();
  await page.getByRole('button', { name: 'Edit as JSON' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tools, as a JSON array' });
  const editor = dialog.getByRole('textbox');
  await expect(editor).toHaveAttribute('contenteditable');
  await expect(editor).toBeFocused();
  await page.getByRole('button', { name: 'Add a function' }).click();
  await expect(editor).toContainText('get_weather');
  await page.getByRole('button', { name: 'Add a function' }).click();
  await expect(page.getByText('Two functions are named “get_weather”.')).toBeVisible();

  await expectAccessible(page);
  await editor.fill('[{"type":"function","function":{"name":"get time"}}]');
  await expect(dialog.getByText('A name has up to 64 letters')).toBeVisible();
  await editor.fill('[{"type":"function","function":{"name":"get_time"}}]');
  await expect(dialog.getByRole('list', { name: 'Notes' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Function of get_time' })).toBeVisible();
  // Its code is there already.
  await page.getByRole('button', { name: 'Edit as JSON' }).click();
  await expect(editor).toBeFocused();
});

test('a function is described in a table, answered by a fixed result and tried with checked arguments', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Set tools' }).click();
  await page.getByRole('button', { name: 'Function', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'New function' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('create refund');
  await expect(dialog.getByRole('alert').last()).toContainText('letters, digits');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('create_refund');
  await dialog.getByRole('button', { name: 'Parameter', exact: true }).click();
  const parameters = dialog.getByRole('list', { name: 'Parameters' });
  await parameters.getByRole('textbox', { name: 'Name' }).fill('amount');
  await parameters.getByRole('textbox', { name: 'Name' }).press('Enter');
  await parameters.getByRole('combobox', { name: 'Type' }).selectOption('number');
  await parameters.getByRole('textbox', { name: 'What the model is told' }).fill('Euro');
  await parameters.getByRole('textbox', { name: 'at least' }).fill('1');
  await dialog.getByRole('button', { name: 'Parameter', exact: true }).click();
  await expect(parameters).toContainText('Euro · 1 or more');
  await parameters.getByRole('button', { name: 'Remove name' }).click();

  await dialog.getByRole('radio', { name: 'JavaScript' }).check();
  await dialog
    .getByRole('textbox', { name: 'JavaScript' })
    .fill('({ amount }) => {\n  if (amount > 64) throw Error("at most 64");\n  return amount;\n}');
  const args = dialog.getByRole('textbox', { name: 'Arguments to try it with' });
  await args.fill('{"amount":"64"}');
  await expect(dialog.getByText(/^amount: /)).toBeVisible();
  await args.fill('{"amount":640}');
  await expect(dialog.getByText('The arguments fit the parameters')).toBeVisible();
  await dialog.getByRole('button', { name: 'Try it' }).click();
  await expect(dialog.getByText('Error: at most 64')).toBeVisible();
  await expectAccessible(page);
  // A brace left open is found in what follows the function: the line is still one of its own.
  await dialog.getByRole('textbox', { name: 'JavaScript' }).fill('({ amount }) => {\n  return 1;');
  await dialog.getByRole('button', { name: 'Try it' }).click();
  await expect(dialog.getByText(/^SyntaxError: .*\(line 2\)$/)).toBeVisible();
  await dialog.getByRole('radio', { name: 'Fixed result' }).check();
  await dialog.getByRole('textbox', { name: 'Result' }).fill('{"status":"ok"}');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(dialog).toHaveCount(0);

  await page.getByRole('button', { name: 'Function of create_refund' }).click();
  const again = page.getByRole('dialog', { name: 'Function of create_refund' });
  await expect(again.getByRole('textbox', { name: 'Result' })).toHaveValue('{"status":"ok"}');
  await again.getByRole('radio', { name: 'JSON' }).check();
  await expect(again.getByRole('textbox', { name: 'Parameters as JSON' })).toContainText(
    '"minimum": 1',
  );
  await again.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Function of create_refund' })).toHaveCount(0);
});

test('a schema is a table beside the answers that were given, each laid over it', async ({
  page,
  upstream,
}) => {
  upstream.script((response, { method }) => {
    if (method === 'GET')
      return sendJson(response, { object: 'list', data: [{ id: 'scripted-1' }] });
    const content = '{"order":"KB-20418","amount":"249 €"}';
    sendEvents(response, [chunk({ role: 'assistant', content }, 'stop'), '[DONE]']);
    response.end();
  });
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Set response_format' }).click();
  await page.getByRole('combobox', { name: 'Format of the answer' }).selectOption('json_schema');
  const open = page.getByRole('button', { name: 'Edit the schema' });
  await open.click();
  const dialog = page.getByRole('dialog', { name: 'Schema of the answer' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('order_claim');
  const rows = dialog.getByRole('list', { name: 'Properties' });
  await dialog.getByRole('button', { name: 'Property', exact: true }).click();
  await rows.getByRole('textbox', { name: 'Name' }).fill('amount');
  await rows.getByRole('textbox', { name: 'Name' }).press('Enter');
  await rows.getByRole('combobox', { name: 'Type' }).selectOption('number');
  await rows.getByRole('checkbox', { name: 'or null' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Read it');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('KB-20418');

  await open.click();
  const answer = dialog.getByRole('list', { name: 'The answer, name by name' });
  const amount = answer.getByRole('listitem').filter({ hasText: 'amount' });
  await expect(amount).toContainText('249 €');
  await expect(amount.getByText('does not fit', { exact: true })).toBeVisible();
  await rows.getByRole('button', { name: 'Edit amount' }).click();
  await rows.getByRole('combobox', { name: 'Type' }).selectOption('string');
  await expect(amount.getByText('fits', { exact: true })).toBeVisible();
  await expectAccessible(page);
});
