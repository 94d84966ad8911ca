import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, store, test } from '../fixtures/test';
import { test as withToken, TOKEN } from '../fixtures/with-token';

const OUT = /No connection since|Cannot reach|could not be loaded|does not answer/;
/** Looks at a server that is away are seconds apart. */
const BACK = { timeout: 30_000 };

/** Where one goes from where, by which link, and what stands there once it is loaded. */
const PLACES: [from: string, link: string | RegExp, there: (page: Page) => Locator][] = [
  ['/data/retention', /^Trash/, (page) => page.getByText('Deleted one')],
  ['/data/trash', /^Retention/, (page) => page.getByRole('listitem', { name: 'Leftovers' })],
  ['/data/trash', 'Jobs', (page) => page.getByRole('list', { name: /^Done/ })],
  ['/data/trash', 'Export and import', (page) => page.getByLabel('File to import')],
  ['/data/trash', 'Mirror', (page) => page.getByText(/Nothing to copy|stored/).first()],
  ['/data/trash', 'Metadata', (page) => page.getByRole('button', { name: /^env/ })],
  ['/data/trash', 'Audit log', (page) => page.getByRole('table', { name: 'Audit log' })],
  ['/settings', /^Prices/, (page) => page.getByRole('row', { name: /demo-echo/ })],
  ['/settings/prices', 'Providers', (page) => page.getByRole('row', { name: /demo/ })],
  ['/settings', 'Access', (page) => page.getByRole('region', { name: 'Access tokens' })],
  ['/settings', /^This browser/, (page) => page.getByRole('heading', { name: 'Appearance' })],
  ['/data/jobs', 'Completions', (page) => page.getByRole('row', { name: /Kept one/ })],
  ['/data/jobs', /^Review/, (page) => page.getByRole('article', { name: 'User' })],
  ['/data/jobs', 'Insights', (page) => page.getByRole('heading', { name: 'Requests' })],
  ['/data/jobs', 'Playground', (page) => page.getByRole('textbox', { name: 'Message' })],
  ['/data/jobs', 'Settings', (page) => page.getByRole('row', { name: /demo/ })],
];

test('each page that is opened while the server is away says so, and is there when it is back', async ({
  page,
  context,
  server,
}) => {
  test.slow();
  await store(server, {
    messages: [{ role: 'user', content: 'Kept one' }],
    metadata: { env: 'test' },
  });
  const gone = await store(server, { messages: [{ role: 'user', content: 'Deleted one' }] });
  await fetch(`${server.url}/v1/chat/completions/${gone}`, { method: 'DELETE' });
  for (const [path, body] of [
    ['retention', { name: 'Leftovers', older_than_days: 1 }],
    ['jobs', { kind: 'delete', target: { filter: 'metadata[env]=none' }, start: true }],
  ] as const) {
    const answer = await fetch(`${server.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
  }
  for (const [from, link, there] of PLACES) {
    await test.step(`${from} to ${String(link)}`, async () => {
      await page.goto(from);
      await page.waitForLoadState('networkidle');
      await context.setOffline(true);
      await page
        .getByRole('link', { name: link, exact: typeof link === 'string' })
        .first()
        .click();
      // What was read ahead may be there whole.
      await expect(page.getByText(OUT).or(there(page)).first()).toBeVisible(BACK);
      await expectAccessible(page);
      await context.setOffline(false);
      await expect(there(page).first()).toBeVisible(BACK);
      await expect(page.getByText(OUT)).toHaveCount(0, BACK);
    });
  }
});

/** Says that it was not done, with what was typed still there; the same press does it once the server is back. */
async function sentTwice(page: Page, field: Locator, press: () => Promise<void>): Promise<void> {
  const typed = await field.inputValue();
  await page.context().setOffline(true);
  await press();
  await expect(page.getByRole('alert').first()).toBeVisible(BACK);
  await expect(field).toHaveValue(typed);
  await expectAccessible(page);
  await page.context().setOffline(false);
  await press();
}

withToken('what is typed into a form stays while the server is away', async ({ page, server }) => {
  test.slow();
  const enter = () => page.keyboard.press('Enter');
  await page.goto('/settings/access');
  await page.getByLabel('Access token', { exact: true }).fill(TOKEN);
  await sentTwice(page, page.getByLabel('Access token', { exact: true }), enter);
  const tokens = page.getByRole('region', { name: 'Access tokens' });
  await tokens.getByRole('button', { name: 'New token' }).click();
  await tokens.getByLabel('Name').fill('shop');
  await sentTwice(page, tokens.getByLabel('Name'), enter);
  await expect(tokens.getByText('shop is ready.')).toBeVisible();

  await page.goto('/settings/prices');
  await page.getByRole('button', { name: 'Add a price…' }).click();
  await page.getByLabel('Model, as the provider calls it').fill('house-7b');
  await enter();
  await page.getByLabel('Output of house-7b').fill('2');
  const input = page.getByLabel('Input of house-7b', { exact: true });
  await input.fill('1');
  await sentTwice(page, input, enter);
  await expect(page.getByRole('button', { name: 'Change the price of house-7b' })).toBeVisible();

  await page.goto('/data/retention');
  await page.getByRole('button', { name: 'New rule' }).click();
  const name = page.getByRole('dialog').getByLabel('Name');
  await name.fill('Leftovers');
  await sentTwice(page, name, () => page.getByRole('button', { name: 'Save the rule' }).click());
  await expect(page.getByRole('listitem', { name: 'Leftovers' })).toBeVisible();

  const answer = await fetch(`${server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({
      model: 'demo:demo-echo',
      store: true,
      messages: [{ role: 'user', content: 'Hi' }],
    }),
  });
  expect(answer.ok).toBe(true);
  await page.goto('/completions?model=demo-echo');
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  const view = page.getByLabel('Save what is shown as');
  await view.fill('Mine');
  await sentTwice(page, view, enter);
  await expect(page.getByRole('region', { name: 'Views' }).getByText('Mine')).toBeVisible();

  await page.goto('/data/transfer');
  await page.getByLabel('File to import').setInputFiles({
    name: 'records.jsonl',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from('no json\n'),
  });
  await page.context().setOffline(true);
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByRole('alert').first()).toBeVisible(BACK);
  await expect(page.getByText('records.jsonl')).toBeVisible();
  await page.context().setOffline(false);
  await page
    .getByRole('button', { name: /^(Import|Try again)/ })
    .first()
    .click();
  await expect(page.getByRole('status').filter({ hasText: 'imported' })).toBeVisible(BACK);
});
