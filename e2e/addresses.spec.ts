import { expect, store, test } from './fixtures/test';

test('Back from a completion shows the table where it was, with the focus on its row', async ({
  page,
  server,
}) => {
  for (let i = 0; i < 60; i += 1) {
    await store(server, { messages: [{ role: 'user', content: `Row ${i}` }] });
  }
  await page.goto('/completions?limit=100');
  await expect(page.getByRole('row', { name: /Row 59/ })).toBeVisible();
  const scrolled = () =>
    page.evaluate(() => document.querySelector('table')?.parentElement?.scrollTop ?? 0);
  await page.mouse.move(600, 600);
  await page.mouse.wheel(0, 800);
  await expect.poll(scrolled).toBeGreaterThan(400);
  const before = await scrolled();
  const link = page
    .getByRole('row', { name: /Row 30/ })
    .getByRole('link')
    .first();
  await link.click();
  await expect(page.getByRole('article', { name: 'User' })).toContainText('Row 30');
  await page.goBack();
  await expect(page.getByRole('row', { name: /Row 30/ })).toBeVisible();
  expect(Math.abs((await scrolled()) - before)).toBeLessThan(50);
  await expect(link).toBeFocused();
});

test('a completion in a new tab has its filter, its neighbours and the way back', async ({
  page,
  server,
  context,
}) => {
  for (let i = 0; i < 4; i += 1) {
    const metadata = { env: i === 2 ? 'a.b' : 'p%q' };
    await store(server, { messages: [{ role: 'user', content: `Row ${i}` }], metadata });
  }
  await page.goto('/completions?metadata[env]=p%25q&limit=2');
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page
      .getByRole('row', { name: /Row 1/ })
      .getByRole('link')
      .first()
      .click({ modifiers: ['ControlOrMeta'] }),
  ]);
  const asked = (text: string) =>
    expect(tab.getByRole('article', { name: 'User' })).toContainText(text);
  await asked('Row 1');
  await tab.keyboard.press('j');
  await asked('Row 0');
  await tab.reload();
  await asked('Row 0');
  await tab.keyboard.press('k');
  await asked('Row 1');
  await tab.getByRole('link', { name: 'Back to completions' }).click();
  await expect(tab.getByRole('row', { name: /Row 3/ })).toBeVisible();
  await expect(tab.getByRole('row', { name: /Row 2/ })).toBeHidden();
});

test('Connected means that the last call arrived; lists come back by themselves after an outage', async ({
  page,
  server,
}) => {
  await store(server, { messages: [{ role: 'user', content: 'Before' }] });
  await page.goto('/completions');
  await expect(page.getByRole('row', { name: /Before/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Source: .*Connected/ })).toBeVisible();
  await page.route(/\/(?:api|v1)\//, (route) => route.abort('connectionrefused'));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('button', { name: /^Source: .*does not answer/ })).toBeVisible();
  await expect(page.getByText('The completions could not be loaded')).toBeVisible();
  await expect(page.getByRole('row', { name: /Before/ })).toBeVisible();
  await store(server, { messages: [{ role: 'user', content: 'Meanwhile' }] });
  await page.unrouteAll();
  await expect(page.getByRole('row', { name: /Meanwhile/ })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('The completions could not be loaded')).toBeHidden();
  await expect(page.getByRole('button', { name: /^Source: .*Connected/ })).toBeVisible();
});
