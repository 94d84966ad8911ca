import type { Page } from '@playwright/test';
import { startChatkeep } from '../fixtures/chatkeep-server';
import { type HabitServer, startHabitServer } from '../fixtures/habit-server';
import { expect, expectAccessible, test as base } from '../fixtures/test';

const test = base.extend<{ source: HabitServer }>({
  /** A server that is read only, whose completions are seen through ours. */
  source: async ({ page }, use) => {
    const source = await startHabitServer('read-only', 30);
    const ours = await startChatkeep({
      providers: { 'read-only': { baseURL: source.baseUrl, stored: true } },
    });
    await page.goto(`${ours.url}/completions`);
    await page.getByRole('button', { name: /^Source/ }).click();
    await page.getByRole('menuitemradio', { name: 'read-only' }).click();
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await use(source);
    await ours.stop();
    await source.close();
  },
});

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Selection' });
const selectPage = (page: Page) =>
  page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();

const openFirst = (page: Page) => page.getByRole('row').nth(1).getByRole('link').first().click();

test('a source that is read only keeps its rows, and a copy here can be judged', async ({
  page,
  source,
}) => {
  const chip = page.getByText('read-only, read only', { exact: true });
  await expect(chip).toBeVisible();
  await selectPage(page);
  await expect(bar(page)).toContainText('No Tag or Delete');
  // The sentence beneath the buttons makes the bar no wider.
  const right = (box: { x: number; width: number } | null) => (box ? box.x + box.width : NaN);
  const last = bar(page).getByRole('button', { name: 'Clear the selection' });
  expect(right(await bar(page).boundingBox()) - right(await last.boundingBox())).toBeLessThan(40);
  await bar(page).getByRole('button', { name: 'Clear the selection' }).click();
  await openFirst(page);
  await expect(page.getByText('read-only cannot change metadata').first()).toBeVisible();
  // Nobody knows what was set for an answer of a server that keeps no requests.
  await expect(page.getByText('The server does not report them.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Review' }).click();
  const verdict = page.getByRole('complementary', { name: 'Questions' });
  await expect(verdict).toContainText('read-only cannot change metadata');
  await expect(page.getByText(/cannot change metadata/)).toHaveCount(1);
  await expect(verdict.getByRole('button', { name: /good/ })).toBeHidden();
  await page.keyboard.press('1');
  await expectAccessible(page);
  await verdict.getByRole('button', { name: 'Copy here and judge' }).click();
  await verdict.getByRole('button', { name: /good/ }).click();
  await expect(verdict.getByRole('button', { name: /good/, pressed: true })).toBeVisible();
  await expect(page.getByText(/^question of k-/)).toHaveCount(1);
  expect(source.kept.every(({ metadata }) => metadata['review'] === undefined)).toBe(true);
  expect(source.asked.filter((call) => /^(DELETE|POST)/.test(call) && !/never/.test(call))).toEqual(
    [],
  );
});

test('a source whose answers the browser withholds is told, with what to do', async ({ page }) => {
  const server = await startHabitServer('plain', 3);
  await page.goto('/settings/browser');
  await page.getByLabel('Base URL').fill(server.baseUrl);
  await page.getByRole('button', { name: 'Test connection' }).last().click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('does not let pages of');
  await expect(alert).toContainText('as a provider of this server');
  await expectAccessible(page);
  await server.close();
});
