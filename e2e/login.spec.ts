import { expect, expectAccessible, pressRun } from './fixtures/test';
import { test, TOKEN } from './fixtures/with-token';

test('log in once, work, survive a restart, log out', async ({ page, server }) => {
  await page.goto('/completions');
  await expect(
    page.getByRole('heading', { name: 'This server asks for its access token' }),
  ).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Access token', { exact: true }).fill('not-the-access-token');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('This is not the access token of this server.');
  await expectAccessible(page);
  await page.getByLabel('Access token', { exact: true }).fill(TOKEN);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: /^Completions/ })).toBeVisible();

  await page.getByRole('link', { name: 'Playground', exact: true }).click();
  await page.getByRole('switch', { name: 'Store the answer' }).check();
  await page.getByRole('textbox', { name: 'Message' }).fill('Am I in?');
  await pressRun(page);
  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer.getByText('Stored')).toBeVisible();

  // No script can read the session, and it outlives the process that gave it.
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await server.restart();
  await page.goto('/completions');
  const row = page.getByRole('row', { name: /Am I in/ });
  await row.getByRole('link').first().click();
  const metadata = page.getByRole('form', { name: 'Metadata' });
  await metadata.getByRole('button', { name: 'Add pair' }).click();
  await metadata.getByLabel('Key').last().fill('review');
  await metadata.getByLabel('Value').last().fill('good');
  await metadata.getByRole('button', { name: /save/i }).click();
  await expect(metadata.getByRole('button', { name: /save/i })).toBeHidden();

  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Settings' })
    .click();
  await page.getByRole('link', { name: 'Access' }).click();
  await page.getByRole('button', { name: 'Log out', exact: true }).click();
  await expect(page.getByLabel('Access token', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Access token', { exact: true })).toBeVisible();
});

test(
  'a session that ends while the dashboard is open leads back to the log in',
  { tag: '@edge' },
  async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('Access token', { exact: true }).fill(TOKEN);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    await page.context().clearCookies();
    // By what the click asks for, or by what the page asks for before it.
    const click = page.getByRole('link', { name: 'Completions' }).click();
    click.catch(() => undefined);
    await expect(page.getByLabel('Access token', { exact: true })).toBeVisible();
  },
);

test(
  'a log out reaches the other tab, and the old cookie opens nothing',
  { tag: '@edge' },
  async ({ page, context, server }) => {
    await page.goto('/');
    await page.getByLabel('Access token', { exact: true }).fill(TOKEN);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    const other = await context.newPage();
    await other.goto('/completions');
    await expect(other.getByRole('heading', { name: /^Completions/ })).toBeVisible();
    const [stolen] = await context.cookies();

    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Settings' })
      .click();
    await page.getByRole('link', { name: 'Access' }).click();
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await expect(page.getByText('You are logged out.')).toBeVisible();
    await expect(other.getByText('You were logged out in another tab')).toBeVisible();
    await expectAccessible(other);

    const cookie = `${stolen?.name}=${stolen?.value}`;
    const answer = await fetch(`${server.url}/v1/models`, { headers: { cookie } });
    expect(answer.status).toBe(401);

    // Whoever logs in again is in again in both.
    await other.getByLabel('Access token', { exact: true }).fill(TOKEN);
    await other.keyboard.press('Enter');
    await expect(other.getByRole('heading', { name: /^Completions/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Log out', exact: true })).toBeVisible();
  },
);

test(
  'log out everywhere ends the session of another browser, which says so',
  { tag: '@edge' },
  async ({ page, browser, server }) => {
    const elsewhere = await (await browser.newContext()).newPage();
    for (const each of [page, elsewhere]) {
      await each.goto(server.url);
      await each.getByLabel('Access token', { exact: true }).fill(TOKEN);
      await each.keyboard.press('Enter');
      await expect(each.getByRole('textbox', { name: 'Message' })).toBeVisible();
    }
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Settings' })
      .click();
    await page.getByRole('link', { name: 'Access' }).click();
    await page.getByRole('button', { name: 'Log out everywhere' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Log out everywhere?' });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Log out everywhere' }).click();
    await dialog.getByRole('button', { name: 'Log out everywhere' }).click();
    await expect(page.getByText('You are logged out.')).toBeVisible();

    // What is sent there now is refused; nothing of it is lost.
    await elsewhere.getByRole('textbox', { name: 'Message' }).fill('Am I still in?');
    await elsewhere.keyboard.press('ControlOrMeta+Enter');
    await expect(elsewhere.getByText('Your session has ended')).toBeVisible();
    await elsewhere.getByLabel('Access token', { exact: true }).fill(TOKEN);
    await elsewhere.keyboard.press('Enter');
    await expect(elsewhere.getByRole('article', { name: 'User' })).toContainText('Am I still in?');
    await expect(elsewhere.getByText('You are logged out', { exact: true })).toBeVisible();
  },
);
