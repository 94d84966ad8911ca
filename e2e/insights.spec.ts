import { readFile } from 'node:fs/promises';
import { completion, sendJson } from '../server/testing/scripted-upstream';
import { startPlainServer } from './fixtures/plain-server';
import { expect, expectAccessible, store, test } from './fixtures/test';

test('what completions add up to is seen, and every figure leads to just the completions that it counts', async ({
  page,
  server,
}) => {
  await page.goto('/insights');
  await expect(page.getByRole('heading', { name: 'Nothing to count yet' })).toBeVisible();
  await expectAccessible(page);

  for (const [env, review] of [
    ['prod', 'good'],
    ['prod', 'bad'],
    ['test', 'good'],
  ] as const)
    await store(server, { metadata: { env, review } });
  await store(server, { model: 'demo:demo-json' });
  await page.goto('/');
  await page.getByRole('link', { name: 'Insights' }).click();
  const requests = page.getByRole('region', { name: 'Requests' });
  await expect(requests.getByRole('link', { name: '4', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Verdicts' })).toContainText('66.7 %');
  await expectAccessible(page);
  await page.goto('/insights?model=nobody');
  await expect(page.getByRole('heading', { name: 'No completion matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(requests.getByRole('link', { name: '4', exact: true })).toBeVisible();
  await page.getByRole('radio', { name: '28 d' }).click();

  // By any key of the metadata, in the address, and by the table beneath.
  await page.getByRole('combobox', { name: 'Split by' }).selectOption('metadata[env]');
  const table = page.getByRole('region', { name: 'By env' });
  await expect(table.getByRole('row', { name: /^prod/ })).toContainText('50 %');
  await expect(table.getByRole('row', { name: /^no value/ })).toContainText('25 %');
  await expect(page).toHaveURL(/by=metadata%5Benv%5D/);
  await table
    .getByRole('row', { name: /^prod/ })
    .getByRole('link', { name: '2', exact: true })
    .click();
  await expect(page).toHaveURL(/\/completions\?metadata\[env\]=prod&created_after=\d+/);
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.goBack();

  // A verdict, then a stretch of time by the keyboard's table.
  await page
    .getByRole('region', { name: 'Verdicts' })
    .getByRole('link', { name: 'good 2' })
    .click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.goBack();
  await page.getByText('Show figures over time').click();
  const times = page.getByRole('table', { name: 'Figures over time' });
  const counts = times.getByRole('row').filter({ has: page.getByRole('rowheader') });
  await expect(counts.first()).toBeVisible();
  await expectAccessible(page);
  const count = Number(await counts.first().getByRole('link').first().textContent());
  await counts.first().getByRole('link').first().click();
  await expect(page.getByRole('row')).toHaveCount(count + 1);
  await page.goBack();

  await page.getByRole('radio', { name: '24 h' }).click();
  await expect(page).toHaveURL(/range=24h/);
  await expect(requests.getByRole('link', { name: '4', exact: true })).toBeVisible();
});

test('a server with OpenAI’s API alone says in place that it does not count', async ({ page }) => {
  const key = 'sk-plain-insights';
  const plain = await startPlainServer(key, 2);
  await page.goto('/settings/browser');
  await page.getByLabel('Base URL').fill(plain.baseUrl);
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Use this connection' }).click();
  await expect(page.getByRole('button', { name: /^Source: 127/ })).toBeVisible();
  await page.getByRole('link', { name: 'Insights' }).click();
  await expect(page.getByRole('heading', { name: /does not count$/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Mirror to this server/ })).toBeVisible();
  await expectAccessible(page);
  await plain.close();
});

test.describe('west of Greenwich', () => {
  test.use({ timezoneId: 'America/Los_Angeles' });

  test('a model that ends soon is named with its day and what used it; the table comes as a file', async ({
    page,
    server,
    upstream,
  }) => {
    const end = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    upstream.script((response, { url }) =>
      sendJson(
        response,
        url.endsWith('/models')
          ? { object: 'list', data: [{ id: 'scripted-1', object: 'model', shutdown_date: end }] }
          : completion('Yes'),
      ),
    );
    for (const feature of ['a,b', 'a,b', 'c'])
      await store(server, { model: 'scripted:scripted-1', metadata: { feature } });
    await store(server);
    await page.goto('/insights');
    const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
    const note = page.getByText(`scripted-1 ends on ${day.format(new Date(end))}`);
    await expect(note).toBeVisible();
    await expect(
      page.getByText(/used it in the last 7 days, 2 of them with feature=a,b/),
    ).toBeVisible();
    await expectAccessible(page);

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const text = await readFile(await (await saved).path(), 'utf8');
    expect(text).toMatch(/^.?model,requests,.*\r\nscripted-1,3,.*\r\ndemo-echo,1,/);

    // The days of the charts are those of UTC, which the names of their marks say.
    const name = await page
      .getByRole('region', { name: 'Requests' })
      .locator('a[title]')
      .first()
      .getAttribute('title');
    expect(name).toMatch(/^\w{3} \d+, \d{4} UTC, /);

    await page.getByRole('link', { name: 'feature=a,b' }).click();
    await expect(page.getByRole('row')).toHaveCount(3);
    await page.goBack();
    await page.getByRole('link', { name: '3 completions' }).click();
    await expect(page.getByRole('row')).toHaveCount(4);
  });
});

test('pages that depend on what the server can do say that it does not answer, and come when it does', async ({
  page,
}) => {
  const own = /\/(api|v1)\//;
  for (const [path, shown] of [
    ['/insights', 'Nothing to count yet'],
    ['/data', 'Retention'],
    ['/data/metadata', 'No metadata yet'],
  ] as const) {
    await page.route(own, (route) => route.abort());
    await page.goto(path);
    const alert = page.getByRole('main').getByRole('alert');
    await expect(alert).toContainText('No connection since');
    // It is asked for again and again, which neither hides that nor guesses what the server can do.
    await page.waitForRequest(/\/api\/server/);
    await expect(alert).toContainText('No connection since');
    await expect(page.getByRole('main')).not.toContainText(/does not count|without one/);
    await page.unroute(own);
    if (path === '/data') await expect(page).toHaveURL(/\/data\/retention/);
    else await expect(page.getByRole('heading', { name: shown })).toBeVisible();
  }
});
