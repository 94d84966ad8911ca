import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

test('the code of the request runs as it is, and comes in again', async ({ page, server }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('demo:demo-echo');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Message' }).fill("What's this?");
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  const code = page.getByRole('dialog', { name: 'Code' }).locator('code');
  const command = await code.innerText();
  const { stdout } = await promisify(execFile)('sh', ['-c', command]);
  expect(stdout).toContain('data: [DONE]');
  const listed = await fetch(`${server.url}/v1/chat/completions`);
  expect(await listed.json()).toMatchObject({ data: [{ object: 'chat.completion' }] });
  await page.getByRole('dialog').getByRole('radio', { name: '4D' }).check();
  await expect(code).toContainText('cs.AIKit.OpenAI.new');
  await expectAccessible(page);

  await page.getByRole('tab', { name: 'Import' }).click();
  await page.getByRole('textbox', { name: /curl command/ }).fill(command);
  await page.getByRole('button', { name: 'Open in the playground' }).click();
  await expect(page.getByRole('article', { name: 'User' })).toContainText("What's this?");
});

test('beside the code stands what went over the wire: each call, its events over time, the failed one too', async ({
  page,
  upstream,
}) => {
  let isRefusing = false;
  upstream.script((response, { method }) => {
    if (method === 'GET') return sendJson(response, { object: 'list', data: [{ id: 'one' }] });
    const error = { message: 'Used up.', type: 'x', param: null, code: 'quota' };
    if (isRefusing) return sendJson(response, { error }, 429);
    const words = ['Once => ', 'upon', ' a time'].map((content) => chunk({ content }));
    sendEvents(response, [
      chunk({ role: 'assistant', reasoning_content: 'Hm' }),
      ...words,
      chunk({}, 'stop'),
      '[DONE]',
    ]);
    response.end();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted:one');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Code' });
  await drawer.getByRole('tab', { name: 'Wire' }).click();
  await expect(drawer).toContainText('Nothing was sent from here on this visit');
  await page.keyboard.press('Escape');

  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('A story');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Stored/)).toBeVisible();
  isRefusing = true;
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Another');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The quota or the credit is used up', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await drawer.getByRole('tab', { name: 'Wire' }).click();
  await expect(drawer.getByText('429')).toBeVisible();
  await expect(drawer.getByRole('tab', { name: 'Events' })).toHaveCount(0);
  await expect(drawer.getByRole('figure')).toContainText('"content":"Another"');
  await drawer.getByRole('radio', { name: 'Call 1' }).check();
  await expect(drawer.getByText(/^\d.* out, .* in$/)).toBeVisible();
  await expect(drawer.getByRole('figure', { name: 'Events over time' })).toContainText('reasoning');
  await expect(drawer.getByRole('list', { name: 'Turning points' })).toContainText(
    '3 events of text',
  );
  await expect(drawer.getByText(/longest gap/)).toBeVisible();
  const raw = drawer.getByRole('list', { name: 'Events', exact: true });
  await expect(raw).toContainText('Once => ');
  await expect(raw).toHaveCSS('font-variant-ligatures', 'none');
  await expectAccessible(page);
});
