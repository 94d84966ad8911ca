import { startChatkeep } from '../fixtures/chatkeep-server';
import { startPlainServer } from '../fixtures/plain-server';
import { expect, searchMarks, store, test } from '../fixtures/test';

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
  await expect(tab.getByText('2 of 3', { exact: true })).toBeVisible();
  await tab.keyboard.press('j');
  await asked('Row 0');
  await expect(tab.getByText('3 of 3', { exact: true })).toBeVisible();
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
  await expect(page.getByText(/^No connection since/)).toBeVisible();
  await expect(page.getByRole('row', { name: /Before/ })).toBeVisible();
  await store(server, { messages: [{ role: 'user', content: 'Meanwhile' }] });
  await page.unrouteAll();
  await expect(page.getByRole('row', { name: /Meanwhile/ })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/^No connection since/)).toBeHidden();
  await expect(page.getByRole('button', { name: /^Source: .*Connected/ })).toBeVisible();
});

test('a link of last week has its place and its neighbours, though its row is on another page by now', async ({
  page,
  server,
}) => {
  const ids: string[] = [];
  for (let i = 0; i < 9; i += 1) {
    ids.push(await store(server, { messages: [{ role: 'user', content: `Row ${i}` }] }));
  }
  const asked = (text: string) =>
    expect(page.getByRole('article', { name: 'User' })).toContainText(text);
  await page.goto(`/completions/${ids[2]}?in=${encodeURIComponent('limit=2')}`);
  await asked('Row 2');
  await expect(page.getByText('7 of 9', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Previous completion' })).toBeVisible();
  await page.keyboard.press('k');
  await asked('Row 3');
  await expect(page.getByText('6 of 9', { exact: true })).toBeVisible();
  await page.keyboard.press('j');
  await asked('Row 2');
  await expect(page.getByRole('link', { name: 'Next completion' })).toBeVisible();
  await page.keyboard.press('j');
  await asked('Row 1');
  await expect(page.getByText('8 of 9', { exact: true })).toBeVisible();
  await page.goto(`/completions?limit=2&order=asc&peek=${ids[6]}`);
  const drawer = page.getByRole('complementary', { name: 'Completion' });
  await expect(drawer).toContainText('7 of 9');
  await page.keyboard.press('j');
  await expect(drawer).toContainText('8 of 9');
});

test('j and k go on across the pages of the table, and every page says where it is', async ({
  page,
  server,
}) => {
  for (let i = 0; i < 7; i += 1) {
    await store(server, { messages: [{ role: 'user', content: `Row ${i}` }] });
  }
  const row = (text: string) =>
    page
      .getByRole('row', { name: new RegExp(text) })
      .getByRole('link')
      .first();
  await page.goto('/completions?limit=3');
  await expect(row('Row 6')).toBeVisible();
  for (let i = 6; i >= 0; i -= 1) {
    await page.keyboard.press('j');
    await expect(row(`Row ${i}`)).toBeFocused();
    if (i === 3) await expect(page.getByText('4–6 of 7')).toBeVisible();
  }
  await page.keyboard.press('j');
  await expect(row('Row 0')).toBeFocused();
  for (let i = 1; i < 7; i += 1) {
    await page.keyboard.press('k');
    await expect(row(`Row ${i}`)).toBeFocused();
  }
  await page.keyboard.press('k');
  await expect(row('Row 6')).toBeFocused();
});

test('what was searched for is marked in the table, the drawer and the page', async ({
  page,
  server,
}) => {
  const late = `${'filler '.repeat(12_000)}Needle at the end`;
  await store(server, { messages: [{ role: 'user', content: 'A **nee**dle, a needle' }] });
  const id = await store(server, { messages: [{ role: 'user', content: late }] });
  const marks = () => searchMarks(page);
  await page.goto('/completions?q=needle');
  await expect(page.getByRole('row', { name: /filler/ })).toBeVisible();
  await expect.poll(marks).toContain('needle');
  await page.goto(`/completions/${id}?in=q%3Dneedle`);
  await expect(page.getByRole('article', { name: 'User' })).toBeVisible();
  await expect.poll(marks).toContain('Needle');
  await page.getByText('Text', { exact: true }).click();
  await expect(page.getByRole('article', { name: 'User' })).toBeHidden();
  await page.getByRole('button', { name: /^Show all/ }).click();
  await expect.poll(marks).toContain('Needle');
  await page.goto(`/completions?q=needle&peek=${id}`);
  await expect(page.getByRole('complementary', { name: 'Completion' })).toBeVisible();
  await expect.poll(marks).toContain('Needle');
  await page.getByRole('searchbox').fill('filler');
  await expect.poll(marks).not.toContain('Needle');
});

test('a link has its neighbours and its way back on a server with OpenAI’s API alone, too', async ({
  page,
}) => {
  const key = 'sk-plain-canary-2209';
  const plain = await startPlainServer(key, 12);
  const keeper = { baseURL: plain.baseUrl, apiKey: key, stored: true };
  const server = await startChatkeep({ providers: { keeper } });
  await page.goto(`${server.url}/completions`);
  await page.getByRole('button', { name: /^Source/ }).click();
  await page.getByRole('menuitemradio', { name: /keeper/ }).click();
  await expect(page.getByRole('row', { name: /Plain answer 11/ })).toBeVisible();
  const asked = (n: number) =>
    expect(page.getByRole('article', { name: 'User' })).toContainText(`chatcmpl-plain-${n}`);
  // On the first page when it was sent, on another one by now.
  await page.goto(
    `${server.url}/completions/chatcmpl-plain-6?in=${encodeURIComponent('limit=3&model=gpt-plain')}`,
  );
  await asked(6);
  await page.keyboard.press('j');
  await asked(5);
  await page.keyboard.press('j');
  await asked(4);
  await page.reload();
  await asked(4);
  await page.keyboard.press('j');
  await asked(3);
  await page.keyboard.press('k');
  await asked(4);
  await page.getByRole('link', { name: 'Back to completions' }).click();
  await expect(page).toHaveURL(/model=gpt-plain/);
  await expect(page.getByRole('row')).toHaveCount(4);
  await server.stop();
  await plain.close();
});
