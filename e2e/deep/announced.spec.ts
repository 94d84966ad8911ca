import { expect, store, test } from '../fixtures/test';

test('a page that one comes to is told to readers of the screen, also one of the same name', async ({
  page,
  server,
}) => {
  const ids = [await store(server), await store(server)];
  await page.goto('/');
  const said = page.getByRole('status', { name: 'Page', exact: true });
  const to = (name: string) => page.getByRole('link', { name, exact: true }).first().click();
  await expect(page.getByRole('link', { name: 'Completions' })).toBeVisible();
  // The browser has said the first one.
  await expect(said).toHaveText('');
  for (const name of ['Completions', 'Insights', 'Review', 'Playground']) {
    await to(name);
    await expect(said).toHaveText(name);
  }
  await to('Data');
  await page.getByRole('link', { name: /^Trash/ }).click();
  await expect(said).toHaveText('Trash');
  await to('Settings');
  await expect(said).toHaveText('Providers · Settings');
  await page.goBack();
  await expect(said).toHaveText('Trash');
  await to('Completions');
  await page.getByRole('row').nth(1).getByRole('link').first().click();
  await expect(said).toHaveText('demo-echo · Completion');
  // The same words once more are an element of their own, or nobody would hear them.
  const first = await said.locator('span').elementHandle();
  await page.getByRole('link', { name: /^Next/ }).click();
  await expect(page).toHaveURL(new RegExp(ids[0] ?? ''));
  await expect.poll(() => first?.evaluate((element) => element.isConnected)).toBe(false);
  await expect(said).toHaveText('demo-echo · Completion');
  await page.goto('/completions');
  await expect(page.getByRole('button', { name: /^Source/ })).toBeVisible();
  await page.evaluate(() => history.pushState(null, '', '/no-such-page'));
  await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')));
  await expect(said).toHaveText('No such page');
});
