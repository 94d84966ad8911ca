import type { Page } from '@playwright/test';
import type { ChatkeepServer } from '../fixtures/chatkeep-server';
import { expect, heldBack, test } from '../fixtures/test';

async function bringIn(server: ChatkeepServer, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      id: `row-${i}`,
      object: 'chat.completion',
      created: 1_760_000_000 + i,
      model: 'm',
      choices: [],
    }),
  );
  await fetch(`${server.url}/api/import`, { method: 'POST', body: lines.join('\n') });
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLElement ? (element.dataset.row ?? element.tagName) : null;
  });
const scroll = (page: Page, top: number) =>
  page.evaluate((to) => {
    const scroller = document.querySelector('table')?.parentElement;
    if (scroller) scroller.scrollTop = to;
  }, top);

test('on pages of which only some rows are drawn the keys go on from the row they are on', async ({
  page,
  server,
}) => {
  await bringIn(server, 330);
  await page.goto('/completions?limit=150');
  await expect(page.locator('[data-row="row-329"]')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toBe('row-328');
  // The first hundred rows are all drawn until the code for longer pages is there.
  await expect(page.locator('[data-row="row-240"]')).toHaveCount(0);
  // It leaves the view, not the page: the focus stays, and the keys go on from there.
  await scroll(page, 4_000);
  await expect(page.locator('[data-row="row-225"]')).toBeVisible();
  expect(await focused(page)).toBe('row-328');
  await page.keyboard.press('x');
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('1 selected');
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toBe('row-327');
  await expect(page.locator('[data-row="row-327"]')).toBeInViewport();

  // As fast as keys can be, beyond what is drawn.
  for (let i = 0; i < 60; i += 1) await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toBe('row-267');

  // To the next page and back: on the last row, which was not drawn.
  await page.locator('[data-row="row-267"]').press('End');
  await scroll(page, 1_000_000);
  await page.locator('[data-row="row-180"]').focus();
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toBe('row-179');
  await page.keyboard.press('k');
  await expect.poll(() => focused(page)).toBe('row-180');
  await expect(page.locator('[data-row="row-180"]')).toBeInViewport();

  // From a short page, whose rows are all drawn, back to a long one.
  await page.getByRole('link', { name: 'Last' }).click();
  await page.goto('/completions?limit=150');
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page.locator('[data-row="row-179"]')).toBeVisible();
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page.locator('[data-row="row-29"]')).toBeVisible();
  await page.locator('[data-row="row-29"]').focus();
  await page.keyboard.press('k');
  await expect.poll(() => focused(page)).toBe('row-30');
});

test('a long page that was scrolled before all of its code was there stays where it is', async ({
  page,
  server,
}) => {
  await bringIn(server, 150);
  const arrive = await heldBack(page, /virtual-rows/);
  await page.goto('/completions?limit=150');
  await expect(page.locator('[data-row="row-149"]')).toBeVisible();
  await scroll(page, 1_500);
  await expect(page.locator('[data-row="row-105"]')).toBeInViewport();
  arrive();
  // Only some of the rows are drawn by then.
  await expect(page.locator('[data-row="row-149"]')).toHaveCount(0);
  await expect(page.locator('[data-row="row-105"]')).toBeInViewport();
});
