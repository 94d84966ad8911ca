import { expect, expectAccessible, store, test } from './fixtures/test';

test('a view is saved for everybody, counted in the rail, changed, and brought back', async ({
  page,
  server,
}) => {
  await store(server, { metadata: { env: 'prod' } });
  await store(server, { metadata: { env: 'prod' } });
  await store(server, { metadata: { env: 'test' } });
  // What this browser kept before the server did.
  await page.addInitScript(() => {
    if (localStorage.getItem('chatkeep.views') !== null) return;
    const view = {
      name: 'Kept before',
      query: 'metadata[env]=test',
      columns: ['created', 'output'],
    };
    const state = { views: [view], usual: null };
    localStorage.setItem('chatkeep.views', JSON.stringify({ state, version: 0 }));
  });
  await page.goto('/completions?metadata[env]=prod');
  const rail = page.getByRole('region', { name: 'Views' });
  await expect(rail.getByRole('link', { name: /^Kept before\s*1$/ })).toBeVisible();
  const listed = async () => {
    const answer = await fetch(`${server.url}/api/views`);
    return ((await answer.json()) as { data: { name: string; query: string }[] }).data;
  };
  await expect.poll(async () => (await listed()).map(({ name }) => name)).toEqual(['Kept before']);

  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByLabel('Save what is shown as').fill('In production');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const mine = rail.getByRole('link', { name: /^In production\s*2$/ });
  await expect(mine).toHaveAttribute('aria-current', 'true');
  await expectAccessible(page);

  // Changed from where it was opened, and saved over it.
  await page.getByRole('button', { name: 'Value of env: prod' }).click();
  await page.getByRole('combobox', { name: 'Values of env' }).fill('test');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'In production, edited' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(rail.getByRole('link', { name: /^In production\s*3$/ })).toBeVisible();
  expect((await listed())[1]?.query).toBe('metadata_any[env]=prod&metadata_any[env]=test');

  await page.getByRole('button', { name: 'In production', exact: true }).click();
  await page.getByRole('button', { name: 'More about the view In production' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(rail.getByRole('link', { name: /^In production/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rail.getByRole('link', { name: /^In production\s*3$/ })).toBeVisible();
});
