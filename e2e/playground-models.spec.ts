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

test(
  '10,000 models are counted, searched by words in any order and walked through by keys',
  { tag: '@edge' },
  async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: /^Model:/ }).click();
    const head = list(page)
      .getByRole('presentation')
      .filter({ hasText: /^scripted[\d,]+$/ });
    await expect(head).toContainText('10,001');
    const field = search(page);
    const active = async (posinset: number) => {
      const option = list(page).locator(`[aria-posinset="${posinset}"]`);
      await expect(option).toBeInViewport();
      const id = (await option.getAttribute('id')) ?? '';
      await expect(field).toHaveAttribute('aria-activedescendant', id);
      return option;
    };
    await field.press('End');
    // The demo comes last.
    const last = list(page)
      .getByRole('option', { name: /^demo:/ })
      .last();
    const count = Number(await last.getAttribute('aria-setsize'));
    expect(count).toBeGreaterThan(MANY);
    await active(count);
    await field.press('PageUp');
    await active(count - 8);
    await field.press('PageUp');
    await expect(await active(count - 16)).toContainText('/model-099');
    await field.press('Home');
    await active(1);
    await field.press('PageDown');
    await active(9);
    // Only what is near the window is drawn.
    expect(await list(page).getByRole('option').count()).toBeLessThan(200);

    for (const words of ['0420 family-0 scripted', 'Scripted  family-0 0420']) {
      await field.fill(words);
      // Each of the words is somewhere in its name, in whatever order.
      await expect(head).toContainText(/scripted\D*3$/);
      for (const n of ['00420', '04200', '04207'])
        await expect(page.getByRole('option', { name: `model-${n}` })).toBeVisible();
    }
    await field.press('ArrowDown');
    await field.press('ArrowDown');
    await field.press('Enter');
    await expect(page.getByRole('button', { name: /^Model: .*model-04207$/ })).toBeVisible();
  },
);

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
