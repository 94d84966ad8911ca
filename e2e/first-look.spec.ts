import type { Locator, Page } from '@playwright/test';
import { expect, store, test } from './fixtures/test';

/** Where the text of an element begins. */
function edgeOf(element: Locator): Promise<number> {
  return element.evaluate((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return Math.round(range.getBoundingClientRect().left);
  });
}

/** The scripts of a visit, once nothing more comes. */
async function scriptsOf(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  await expect(page.locator('h1').first()).toBeAttached();
  await page.waitForLoadState('networkidle');
  return page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap(({ name }) => /[\w-]+\.js$/.exec(name) ?? []),
  );
}

test('the table loads what it shows, and no code of dialogs or other pages', async ({
  page,
  server,
}) => {
  await store(server);
  const scripts = await scriptsOf(page, '/completions');
  await expect(page.locator('[data-row]').first()).toBeVisible();
  expect(scripts.join()).toContain('completions');
  expect(
    scripts.filter((name) => /^(later|little|playground|review|settings|compare)-/.test(name)),
  ).toEqual([]);
});

test('no page loads the code of dialogs before anybody asks for one', async ({ page, server }) => {
  const id = await store(server);
  const pages = ['/', `/completions/${id}`, '/review', '/insights', '/data', '/settings'];
  for (const path of pages) {
    const scripts = await scriptsOf(page, path);
    expect(
      scripts.filter((name) => /^(later|little)-/.test(name)),
      path,
    ).toEqual([]);
  }
});

test('the texts of a phone and of the drawer begin on one edge', async ({ page, server }) => {
  await store(server);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/completions');
  const row = page.locator('tr:has([data-row])').first();
  await expect(row).toBeVisible();
  const title = await edgeOf(page.getByRole('heading', { name: 'Completions' }));
  expect(await edgeOf(row.locator('[data-preview]').first())).toBe(title);

  await page.setViewportSize({ width: 1440, height: 900 });
  await row.locator('[data-row]').focus();
  await page.keyboard.press('p');
  const drawer = page.getByRole('complementary', { name: 'Completion' });
  const [name, said, metadata] = [
    // With the mark of its provider before it.
    drawer.getByRole('heading', { level: 2 }).first().locator('..'),
    drawer.locator('[data-role]').first(),
    drawer.getByText('Metadata', { exact: true }).first(),
  ];
  await expect(metadata).toBeVisible();
  expect(await edgeOf(said)).toBe(await edgeOf(name));
  expect(await edgeOf(metadata)).toBe(await edgeOf(name));
});
