import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import OpenAI from 'openai';
import { expect, expectAccessible } from './fixtures/test';
import { test, TOKEN } from './fixtures/with-token';

test('give an application a token and a colleague another, who may only read; take both back', async ({
  page,
  server,
}) => {
  const logIn = async (token: string) => {
    await page.getByLabel('Access token', { exact: true }).fill(token);
    await page.getByRole('button', { name: 'Log in' }).click();
  };
  const tokens = page.getByRole('region', { name: 'Access tokens' });
  const make = async (name: string, scopes: string[]) => {
    await tokens.getByRole('button', { name: 'New token' }).click();
    const form = tokens.getByRole('form', { name: 'New token' });
    await form.getByLabel('Name').fill(name);
    for (const scope of ['read', 'write', 'delete', 'admin'])
      await form.getByRole('checkbox', { name: scope }).setChecked(scopes.includes(scope));
    await form.getByLabel('Name').press('Enter');
    await expect(tokens.getByText(`${name} is ready.`)).toBeVisible();
    const secret = (await tokens.getByText(/^ck_/).textContent()) ?? '';
    await expectAccessible(page);
    await tokens.getByRole('button', { name: 'Done' }).click();
    await expect(tokens.getByText(secret)).toBeHidden();
    return secret;
  };

  await page.goto('/settings/access');
  await logIn(TOKEN);
  await expect(tokens.getByText('There are none yet')).toBeVisible();
  const [app, anna] = [await make('shop', ['write']), await make('anna', ['read'])];
  const sdk = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: app, maxRetries: 0 });
  const owner = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: TOKEN });
  for (const content of ['From the shop', 'Thrown away']) {
    const { id } = await sdk.chat.completions.create({
      model: 'demo:demo-echo',
      messages: [{ role: 'user', content }],
      store: true,
      metadata: { env: 'prod' },
    });
    if (content === 'Thrown away') await owner.chat.completions.delete(id);
  }
  await expect(sdk.chat.completions.list()).rejects.toMatchObject({ status: 403 });
  await page.reload();
  await expect(tokens.getByRole('row', { name: /shop.*write.*(now|ago)/ })).toBeVisible();
  const name = await tokens.getByRole('rowheader', { name: 'shop' }).boundingBox();
  expect(name?.width).toBeGreaterThan(120);

  await page.getByRole('button', { name: 'Log out', exact: true }).click();
  await logIn(app);
  await expect(page.getByRole('alert')).toContainText("'shop' may write; this needs 'read'");
  await logIn(anna);
  await expect(
    tokens.getByText('You are logged in with anna, which may read; this needs admin.'),
  ).toBeVisible();
  await expectAccessible(page);
  await page.goto('/completions');
  const row = page.getByRole('row', { name: /From the shop/ });
  await expect(page.getByText('This server, read only')).toBeVisible();
  await row.getByRole('link').first().click();
  await expect(page.getByRole('button', { name: /^Delete/ })).toBeHidden();
  // The reason stands once, without a way that leads nowhere.
  await page.goto('/review');
  await expect(page.getByRole('heading', { name: 'Your token cannot review' })).toBeVisible();
  await expect(page.getByText('read only', { exact: true })).toBeVisible();
  await expect(page.getByText(/Your token cannot change metadata/)).toHaveCount(1);
  await expect(page.getByRole('link', { name: /^Mirror/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto('/data/audit');
  await expect(page.getByText('anna, which may read; this needs admin.')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);

  // What anna may not do says so before a click.
  const needs = (scope: string) =>
    `You are logged in with anna, which may read; this needs ${scope}`;
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
  const run = page.getByRole('button', { name: /^Run/ });
  await expect(run).toHaveAccessibleDescription(needs('write'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('article')).toHaveCount(0);
  for (const [address, action, scope] of [
    ['/data/retention', 'New rule', 'admin'],
    ['/data/trash', 'Restore all', 'delete'],
    ['/data/trash', 'Erase all…', 'delete'],
    ['/data/trash', 'Restore Thrown away', 'delete'],
    ['/data/metadata', 'Rename key…', 'write'],
    ['/data/metadata', 'Remove key…', 'write'],
    ['/settings/prices', 'Reprice stored completions…', 'admin'],
    ['/settings', 'Test the connection to demo', 'admin'],
    ['/settings/access', 'Log out everywhere', 'admin'],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole('button', { name: action })).toHaveAccessibleDescription(
      needs(scope),
    );
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
  await page.goto('/data/transfer');
  await expect(page.getByText(needs('write'))).toBeVisible();
  await page.goto('/completions');
  await page.getByRole('button', { name: /^Views/ }).click();
  const views = page.getByRole('dialog', { name: 'Views' });
  await expect(views.getByRole('button', { name: 'Save' })).toHaveAccessibleDescription(
    needs('write'),
  );
  await views.getByLabel('Save what is shown as').fill('Mine');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);

  await page.goto('/settings/access');
  const admin = new OpenAI({ baseURL: `${server.url}/api`, apiKey: TOKEN });
  const { data } = await admin.get<{ data: { id: string; name: string }[] }>('/tokens');
  for (const { id } of data) await admin.delete(`/tokens/${id}`);
  await page.reload();
  await expect(page.getByLabel('Access token', { exact: true })).toBeVisible();
  await expect(sdk.models.list()).rejects.toMatchObject({ status: 401 });
});

test(
  'what points a client at a server that asks for a token says where it goes, and works as printed',
  { tag: '@edge' },
  async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('Access token', { exact: true }).fill(TOKEN);
    await page.getByRole('button', { name: 'Log in' }).click();
    const sdk = page.getByRole('region', { name: 'Point your SDK here' });
    await expect(sdk).not.toContainText('unused');
    await sdk.getByLabel('Language').getByText('cURL', { exact: true }).click();
    const command = await sdk.locator('pre').innerText();
    const { stdout } = await promisify(execFile)('sh', ['-c', command.replace('curl', 'curl -s')], {
      env: { ...process.env, OPENAI_API_KEY: TOKEN },
    });
    expect(JSON.parse(stdout)).toMatchObject({ object: 'chat.completion' });
    await expectAccessible(page);
    await sdk.getByRole('link', { name: 'access token' }).click();
    await expect(page).toHaveURL(/\/settings\/access$/);
  },
);
