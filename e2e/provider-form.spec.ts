import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { sendJson, startScriptedUpstream } from '../server/testing/scripted-upstream';
import { startChatkeep } from './fixtures/chatkeep-server';
import { expect, expectAccessible, test } from './fixtures/test';

const KEY = 'sk-canary-0123456789-zZ9q';

/** All that the page holds, its fields included, and what the browser keeps for it. */
async function everythingIn(page: Page): Promise<string> {
  const kept = await page.context().storageState({ indexedDB: true });
  const shown = await page.evaluate(() => [
    document.documentElement.outerHTML,
    location.href,
    ...[...document.querySelectorAll('input')].map(({ value }) => value),
    ...Object.entries(sessionStorage).flat(),
  ]);
  return JSON.stringify([kept, shown]);
}

test('a provider is added with a key that nobody sees again, tested, moved and removed', async ({
  page,
}) => {
  const [first, second] = await Promise.all([startScriptedUpstream(), startScriptedUpstream()]);
  first.script((response, { headers }) => {
    if (headers.authorization === `Bearer ${KEY}`) {
      return sendJson(response, { object: 'list', data: [{ id: 'house-7b' }] });
    }
    // Some providers repeat the key that they refuse.
    const message = `Incorrect API key provided: ${headers.authorization}`;
    return sendJson(response, { error: { message, type: 'x', param: null, code: 'bad_key' } }, 401);
  });
  second.script((response) => sendJson(response, { object: 'list', data: [{ id: 'moved-7b' }] }));
  const server = await startChatkeep();
  const told: Promise<string>[] = [];
  page.on('response', (answer) => {
    if (answer.url().startsWith(`${server.url}/api/`)) told.push(answer.text().catch(() => ''));
  });
  const hidden = async () => {
    expect(await everythingIn(page)).not.toContain(KEY);
    expect((await Promise.all(told)).join('\n')).not.toContain(KEY);
  };
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  // A password field has no role.
  const key = page.getByLabel('Key', { exact: true });
  const row = page.getByRole('row', { name: /house/ });
  const change = async () => {
    await page.getByRole('button', { name: 'More for house' }).click();
    await page.getByRole('menuitem', { name: /^Change/ }).click();
  };

  await page.goto(`${server.url}/settings/providers`);
  await page.getByRole('button', { name: 'Other' }).click();
  await field('Name').fill('house');
  await field('Address').fill(first.baseUrl);
  await expect(key).toHaveAttribute('type', 'password');
  await key.fill(`${KEY}-wrong`);
  await page.keyboard.press('Enter');
  await expect(page.getByText('It cannot be used like this')).toBeVisible();
  await key.fill(KEY);
  await expect(page.getByText('It cannot be used like this')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByText('It answers')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Some of its models' })).toHaveText('house-7b');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(row).toContainText('…zZ9q');
  await expect(page.getByText('house is added')).toBeVisible();
  await hidden();
  expect(first.received.every(({ method, url }) => `${method} ${url}` === 'GET /v1/models')).toBe(
    true,
  );

  // It is asked without a restart, also where nobody typed the key.
  const asked = first.received.length;
  const test = page.getByRole('button', { name: 'Test the connection to house' });
  await test.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => first.received.length).toBeGreaterThan(asked);
  await expect(test).not.toHaveAttribute('aria-busy', 'true');
  await expect(test).toBeFocused();
  expect(first.received.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);

  await change();
  await expect(key).toHaveValue('');
  await expect(page.getByText('Leave it empty to keep the key that ends in …zZ9q.')).toBeVisible();
  await hidden();
  await field('Address').fill(second.baseUrl);
  await expect(
    page.getByText('The key that ends in …zZ9q belongs to the former address and is dropped.'),
  ).toBeVisible();
  await field('Address').press('Enter');
  await expect(page.getByRole('list', { name: 'Some of its models' })).toHaveText('moved-7b');
  await page.getByRole('button', { name: 'Save house' }).click();
  await expect(row).toContainText('no key');
  expect(second.received.length).toBeGreaterThan(0);
  expect(second.received.map(({ headers }) => headers.authorization)).not.toContain(
    `Bearer ${KEY}`,
  );
  expect(readFileSync(server.providersFile, 'utf8')).not.toContain(KEY);
  await hidden();

  await page.getByRole('button', { name: 'More for house' }).click();
  await page.getByRole('menuitem', { name: 'Remove house…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the provider' }).click();
  await expect(row).toHaveCount(0);
  expect(JSON.parse(readFileSync(server.providersFile, 'utf8'))).toMatchObject({ providers: {} });
  await page.reload();
  await expect(page.getByRole('row', { name: /demo/ })).toBeVisible();
  await hidden();
  expect(server.log()).toContain('is ready');
  expect(server.log()).not.toContain(KEY);
  await server.stop();
  await Promise.all([first.close(), second.close()]);
});
