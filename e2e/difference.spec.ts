import { expect, expectAccessible, store, test } from './fixtures/test';

test('shows what is different between two completions, in facts, answer and request', async ({
  page,
  server,
}) => {
  const ask = (content: string, more: object) =>
    store(server, { messages: [{ role: 'user', content }], ...more });
  const one = await ask('Write about the red house', { temperature: 0.2, metadata: { a: '1' } });
  const other = await ask('Write about the blue house', {
    temperature: 0.9,
    metadata: { parent_id: one },
  });
  await page.goto('/completions');
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await page.getByRole('toolbar').getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('heading', { name: 'Difference', level: 1 })).toBeVisible();
  const facts = page.getByRole('table', { name: 'Facts of both completions' });
  await expect(facts.getByRole('row', { name: /^temperature/ })).toContainText(/0\.[29].*0\.[29]/);
  await page.goto(`/completions/${other}`);
  await page.getByRole('link', { name: 'What is different' }).click();
  const request = page.getByRole('region', { name: 'Request' });
  // Both are equals: marked in each column, and nothing is struck through.
  await expect(request.locator('[data-side=one] mark')).toHaveText('red');
  await expect(request.locator('[data-side=other] mark')).toHaveText('blue');
  await expect(page.locator('ins, del, s')).toHaveCount(0);
  const answers = page.getByRole('region', { name: 'Answer' });
  await expect(answers.locator('[data-side=one] mark').first()).toBeVisible();
  await expect(answers.locator('[data-side=other] mark').first()).toBeVisible();
  await expectAccessible(page);
  await expect(answers.getByRole('link', { name: 'Open in playground: B' })).toHaveAttribute(
    'href',
    new RegExp(other),
  );
  await page.getByRole('link', { name: 'Swap' }).click();
  await expect(request.locator('[data-side=other] mark')).toHaveText('red');
});

test('keeps one edge for the names of facts and a line between both sides, whatever their script', async ({
  page,
  server,
}) => {
  const one = await store(server, { metadata: { מפתח: 'ערך', env: 'prod' } });
  await page.goto(`/compare?a=${one}&b=${await store(server)}`);
  for (const name of ['מפתח', 'env']) {
    const row = page.getByRole('row', { name });
    await expect(row.getByRole('rowheader')).toHaveCSS('text-align', 'right');
    await expect(row.getByRole('cell').first()).toHaveCSS('border-left-width', '1px');
  }
});

test('judges which of both is better, by button and by key, and takes it back', async ({
  page,
  server,
}) => {
  const [one, other] = [await store(server), await store(server)];
  const compare = async (id: string) => {
    const answer = await fetch(`${server.url}/v1/chat/completions/${id}`);
    return ((await answer.json()) as { metadata: { compare?: string } }).metadata.compare;
  };
  await page.goto(`/compare?a=${one}&b=${other}`);
  await page.getByRole('button', { name: 'B is better' }).click();
  await expect(page.getByRole('button', { name: 'B is better', pressed: true })).toBeVisible();
  expect([await compare(one), await compare(other)]).toEqual(['other', 'best']);
  await expect(page.getByText('Written to both as compare')).toBeVisible();
  // The same keys as where columns are compared in the playground.
  await page.keyboard.press('0');
  await expect(page.getByRole('button', { name: 'Equal', pressed: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Equal', pressed: true })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('0');
  await expect(page.getByRole('button', { name: 'Equal', pressed: false })).toBeVisible();
  expect([await compare(one), await compare(other)]).toEqual([undefined, undefined]);
});

test('says so when one of them is not there, or none was named', async ({ page, server }) => {
  const one = await store(server);
  await page.goto(`/compare?a=${one}&b=chatcmpl-nobody`);
  await expect(page.getByRole('heading', { name: 'There is no such completion' })).toBeVisible();
  await expect(page.getByText('B is not there')).toBeVisible();
  await page.goto('/compare');
  await expect(page.getByRole('heading', { name: 'Nothing to compare', level: 1 })).toBeVisible();
});
