import type { Page } from '@playwright/test';
import { sendJson, startScriptedUpstream } from '../server/testing/scripted-upstream';
import { startChatkeep } from './fixtures/chatkeep-server';
import { expect, expectAccessible, test } from './fixtures/test';

const MANY = 10_000;
const numbered = Array.from({ length: MANY }, (_, n) => ({
  id: `family-${n % 7}/model-${String(n).padStart(5, '0')}`,
}));
const small = {
  id: 'small-eyes',
  context_length: 1_000,
  architecture: { input_modalities: ['text', 'image'] },
  pricing: { prompt: '0.000002', completion: '0.000008' },
};

const search = (page: Page) => page.getByRole('combobox', { name: /model/i });
const list = (page: Page) => page.getByRole('listbox', { name: 'Models' });
test.beforeEach(({ upstream }) => {
  upstream.script((response) => sendJson(response, { object: 'list', data: [small, ...numbered] }));
});

test('a provider that is gone says why, and the models of the others are there', async ({
  page,
}) => {
  const gone = await startScriptedUpstream();
  const there = await startScriptedUpstream();
  there.script((response) => sendJson(response, { object: 'list', data: [{ id: 'here' }] }));
  await gone.close();
  const server = await startChatkeep({
    providers: { gone: { baseURL: gone.baseUrl }, there: { baseURL: there.baseUrl } },
  });
  await page.goto(server.url);
  await page.getByRole('button', { name: /^Model:/ }).click();
  await expect(page.getByRole('option', { name: /^there:here/ })).toBeVisible();
  await expect(list(page)).toContainText(/gone ?● /);
  await expect(page.getByRole('link', { name: 'Providers' })).toBeVisible();
  await server.stop();
  await there.close();
});

test('on a phone the picker fits, and its rows are chosen by a finger', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  await page.getByRole('button', { name: /^Change the model/ }).click();
  await search(page).fill('small');
  const option = page.getByRole('option', { name: /small-eyes/ });
  await expect(option).toBeVisible();
  const box = await list(page).boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await option.click();
  await expect(page.getByRole('button', { name: /^Change the model, now .*small/ })).toBeVisible();
});

test('before Run the composer says what the prompt takes of the window and costs: amber near full, red beyond', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Model:/ }).click();
  await search(page).fill('small-eyes');
  await page.keyboard.press('Enter');
  const box = page.getByRole('textbox', { name: 'Message', exact: true });
  const form = page.locator('form', { has: box });
  const room = form.getByText(/ of 1,?0?0?0?K? tokens$/i);
  const colour = () => room.evaluate((element) => getComputedStyle(element).color);
  await box.fill('word '.repeat(100));
  await expect(room).toBeVisible();
  await expect(form.getByText(/^≈ (<)?\$/)).toBeVisible();
  const quiet = await colour();
  await box.fill('word '.repeat(760));
  await expect(room).toHaveText(/^(8[5-9]|9\d)\d /);
  const amber = await colour();
  await expectAccessible(page);
  await box.fill('word '.repeat(1_200));
  await expect(room).toHaveText(/^1,[1-9]\d\d /);
  const red = await colour();
  expect(new Set([quiet, amber, red]).size).toBe(3);
  await expect(room).toHaveAttribute('title', /does not fit/);
});
