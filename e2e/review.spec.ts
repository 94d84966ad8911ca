import { expect, expectAccessible, store, test } from './fixtures/test';

test('reviews a filtered list from the keyboard alone, with verdicts that the API can filter by', async ({
  page,
  server,
}) => {
  const ids: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    const metadata = { env: i === 2 ? 'test' : 'prod' };
    ids.push(await store(server, { messages: [{ role: 'user', content: `Item ${i}` }], metadata }));
  }
  const asked = (text: string) =>
    expect(page.getByRole('article', { name: 'User' })).toContainText(text);
  await page.goto('/completions?metadata[env]=prod&metadata_missing=review&limit=2');
  await page.getByRole('main').getByRole('link', { name: 'Review' }).click();
  await asked('Item 3');
  await expect(page.getByText('0 done now · 3 left')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('1');
  await expect(page.getByText('1 done now · 2 left')).toBeVisible();
  await page.keyboard.press('j');
  await asked('Item 1');
  await page.keyboard.press('2');
  await page.keyboard.press('n');
  await page.keyboard.type('wrong tone');
  await page.keyboard.press('ControlOrMeta+Enter');
  await asked('Item 0');
  await page.keyboard.press('3');
  await expect(page.getByText('3 done now · none left')).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText('2 done now · 1 left')).toBeVisible();
  await page.keyboard.press('k');
  await asked('Item 1');

  const bad = await fetch(`${server.url}/v1/chat/completions?metadata[review]=bad`);
  expect(await bad.json()).toMatchObject({
    data: [{ id: ids[1], metadata: { env: 'prod', review: 'bad', note: 'wrong tone' } }],
  });
});

test('shows completions beside the table and walks them across pages', async ({ page, server }) => {
  for (let i = 0; i < 5; i += 1) {
    await store(server, { messages: [{ role: 'user', content: `Item ${i}` }] });
  }
  await page.goto('/completions?limit=2');
  await expect(page.getByRole('row', { name: /Item 4/ })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('p');
  const drawer = page.getByRole('complementary', { name: 'Completion' });
  await expect(drawer.getByRole('article', { name: 'User' })).toContainText('Item 4');
  await expectAccessible(page);
  await page
    .getByRole('row', { name: /Item 3/ })
    .getByRole('link')
    .click();
  await expect(drawer.getByRole('article', { name: 'User' })).toContainText('Item 3');
  for (const text of ['Item 2', 'Item 1', 'Item 0']) {
    await expect(drawer.getByRole('button', { name: 'Next' })).toBeEnabled();
    await page.keyboard.press('j');
    await expect(drawer.getByRole('article', { name: 'User' })).toContainText(text);
  }
  await page.reload();
  await expect(drawer.getByRole('article', { name: 'User' })).toContainText('Item 0');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});
