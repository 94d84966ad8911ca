import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
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
  await page.getByRole('tab', { name: '4D' }).click();
  await expect(code).toContainText('cs.AIKit.OpenAI.new');
  await expectAccessible(page);

  await page.getByRole('tab', { name: 'Import' }).click();
  await page.getByRole('textbox', { name: /curl command/ }).fill(command);
  await page.getByRole('button', { name: 'Open in the playground' }).click();
  await expect(page.getByRole('article', { name: 'User' })).toContainText("What's this?");
});
