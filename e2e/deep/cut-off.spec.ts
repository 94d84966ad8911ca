import type { Locator, Page } from '@playwright/test';
import { sendJson } from '../../server/testing/scripted-upstream';
import { expect, expectAccessible, store, test } from '../fixtures/test';

const OUT = /No connection since|Cannot reach|could not be loaded|does not answer/;
/** Looks at a server that is away are seconds apart. */
const BACK = { timeout: 30_000 };

/** Where one goes from where, by which link, and what stands there once it is loaded. */
type Place = [from: string, link: string | RegExp, there: (page: Page) => Locator];
const PLACES: Record<'Data' | 'Settings' | 'the rail', Place[]> = {
  Data: [
    ['/data/retention', /^Trash/, (page) => page.getByText('Deleted one')],
    ['/data/trash', /^Retention/, (page) => page.getByRole('listitem', { name: 'Leftovers' })],
    ['/data/trash', 'Jobs', (page) => page.getByRole('list', { name: /^Done/ })],
    ['/data/trash', 'Export and import', (page) => page.getByLabel('File to import')],
    ['/data/trash', 'Mirror', (page) => page.getByText(/Nothing to copy|stored/).first()],
    ['/data/trash', 'Metadata', (page) => page.getByRole('button', { name: /^env/ })],
    ['/data/trash', 'Audit log', (page) => page.getByRole('table', { name: 'Audit log' })],
  ],
  Settings: [
    ['/settings', /^Prices/, (page) => page.getByRole('row', { name: /demo-echo/ })],
    ['/settings/prices', /^Providers/, (page) => page.getByRole('row', { name: /demo/ })],
    ['/settings', 'Access', (page) => page.getByRole('region', { name: 'Access tokens' })],
    ['/settings', /^This browser/, (page) => page.getByRole('heading', { name: 'Appearance' })],
  ],
  'the rail': [
    ['/data/jobs', 'Completions', (page) => page.getByRole('row', { name: /Kept one/ })],
    ['/data/jobs', /^Review/, (page) => page.getByRole('article', { name: 'User' })],
    ['/data/jobs', 'Insights', (page) => page.getByRole('heading', { name: 'Requests' })],
    ['/data/jobs', 'Playground', (page) => page.getByRole('textbox', { name: 'Message' })],
    ['/data/jobs', 'Settings', (page) => page.getByRole('row', { name: /demo/ })],
  ],
};

for (const [where, places] of Object.entries(PLACES))
  test(`what is opened in ${where} while the server is away says so, and is there when it is back`, async ({
    page,
    context,
    server,
    upstream,
  }) => {
    test.slow();
    upstream.script((response) => sendJson(response, { object: 'list', data: [] }));
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
    for (const [from, link, there] of places) {
      await test.step(`${from} to ${String(link)}`, async () => {
        await page.goto(from);
        await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
        await context.setOffline(true);
        await page
          .getByRole('link', { name: link, exact: typeof link === 'string' })
          .first()
          .click();
        // What was read ahead may be there whole.
        await expect(page.getByText(OUT).or(there(page)).first()).toBeVisible(BACK);
        if (from === '/data/retention') await expectAccessible(page);
        await context.setOffline(false);
        await expect(there(page).first()).toBeVisible(BACK);
        await expect(page.getByText(OUT)).toHaveCount(0, BACK);
      });
    }
  });
