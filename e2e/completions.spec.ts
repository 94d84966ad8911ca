import { expect, expectAccessible, store, test } from './fixtures/test';

const LISTS = /\/(v1\/chat|api)\/completions(\?|$)/;

test('pages through sixty completions, forwards and back, and keeps the page over a reload', async ({
  page,
  server,
}) => {
  const ids: string[] = [];
  for (let i = 0; i < 60; i += 1) {
    ids.push(await store(server, { messages: [{ role: 'user', content: `Prompt ${i}` }] }));
  }
  const newest = ids.toReversed();
  await page.goto('/completions?limit=20');
  const hrefs = async () =>
    page
      .getByRole('row')
      .getByRole('link')
      .evaluateAll((links) =>
        links.map((a) => (a as HTMLAnchorElement).pathname.split('/').at(-1)),
      );
  const shows = async (expected: string[]) => expect.poll(hrefs).toEqual(expected);

  await shows(newest.slice(0, 20));
  await expect(page.getByRole('row', { name: /Prompt 59/ })).toBeVisible();
  await page.getByRole('link', { name: 'Next' }).click();
  await shows(newest.slice(20, 40));
  await page.reload();
  await shows(newest.slice(20, 40));
  await page.getByRole('link', { name: 'Next' }).click();
  await shows(newest.slice(40));
  await expect(page.getByRole('link', { name: 'Next' })).toBeHidden();
  await page.getByRole('link', { name: 'Previous' }).click();
  await shows(newest.slice(20, 40));
  await page.getByRole('link', { name: 'First' }).click();
  await shows(newest.slice(0, 20));

  await page.getByRole('button', { name: 'Created' }).click();
  await shows(ids.slice(0, 20));
  await page.getByLabel('Rows per page').selectOption('100');
  await shows(ids);
  expect(page.url()).toContain('order=asc');
});

test('filters by model and by several metadata pairs, in the address', async ({ page, server }) => {
  const wanted = await store(server, { metadata: { env: 'prod', 'a[b]=c&d': 'x y' } });
  await store(server, { metadata: { env: 'prod' } });
  await store(server, {
    model: 'demo:demo-markdown',
    metadata: { env: 'prod', 'a[b]=c&d': 'x y' },
  });
  await page.goto('/completions');
  await expect(page.getByRole('row')).toHaveCount(4);
  await page
    .getByRole('button', { name: /a\[b\]=c&d.*x y/ })
    .first()
    .click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.goto(`${page.url()}&metadata[env]=prod&model=demo-echo`);
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('row').getByRole('link')).toHaveAttribute('href', new RegExp(wanted));
  await expectAccessible(page);
});

test('says what an empty store, a filter without matches and a broken server are', async ({
  page,
  server,
}) => {
  await page.goto('/completions');
  await expect(page.getByRole('heading', { name: /nothing stored/i })).toBeVisible();
  await expectAccessible(page);
  await store(server);
  await page.goto('/completions?model=none');
  await page.getByRole('button', { name: /clear/i }).first().click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.route(LISTS, (route) =>
    route.fulfill({
      status: 401,
      json: {
        error: {
          message: 'Incorrect API key provided: ****abcd.',
          type: 'invalid_request_error',
          param: null,
          code: 'invalid_api_key',
        },
      },
    }),
  );
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('Incorrect API key provided');
  await page.unroute(LISTS);
  await page.getByRole('button', { name: /try again|retry/i }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
});

test('a page that cannot be fetched says so, and comes by itself when it can be', async ({
  page,
  server,
}) => {
  for (let i = 0; i < 3; i += 1)
    await store(server, { messages: [{ role: 'user', content: `Prompt ${i}` }] });
  await page.goto('/completions?limit=2');
  await expect(page.getByRole('row', { name: /Prompt 2/ })).toBeVisible();
  await page.waitForLoadState('load');
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Next' }).click();
  const failure = page.getByRole('alert').filter({ hasText: 'No connection since' });
  await expect(failure).toBeVisible({ timeout: 30_000 });
  await page.context().setOffline(false);
  await expect(page.getByRole('row', { name: /Prompt 0/ })).toBeVisible({ timeout: 30_000 });
  await expect(failure).toBeHidden();
});
