import type { Locator } from '@playwright/test';
import { expect, expectAccessible, store, test } from '../fixtures/test';
import { NOW } from '../visual/records';
import { fill } from '../visual/screens';

test('columns are resized by mouse and keyboard, remembered, and put back', async ({
  page,
  server,
}) => {
  await store(server);
  await page.goto('/completions');
  const edge = page.getByRole('separator', { name: 'Width of Model' });
  const head = page.getByRole('columnheader', { name: 'Model' });
  const width = async () => (await head.boundingBox())?.width ?? 0;
  const usual = await width();
  await edge.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => Math.round((await width()) - usual)).toBeGreaterThan(20);
  await expectAccessible(page);
  const box = await edge.boundingBox();
  if (!box) throw new Error('the edge is not there');
  await page.mouse.move(box.x + 2, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + 82, box.y + 4, { steps: 3 });
  await page.mouse.up();
  await expect.poll(width).toBeGreaterThan(usual + 80);
  const wide = await width();
  await page.reload();
  await expect.poll(async () => Math.abs((await width()) - wide)).toBeLessThan(2);
  await edge.dblclick();
  await expect.poll(async () => Math.abs((await width()) - usual)).toBeLessThan(2);
});

test('a metadata value is edited in its cell, and taken back', async ({ page, server }) => {
  const id = await store(server, { metadata: { mood: 'good', other: 'x' } });
  await page.goto('/completions');
  await page.getByRole('button', { name: /^Columns/ }).click();
  await page.getByRole('checkbox', { name: /mood/ }).check();
  await page.keyboard.press('Escape');
  const metadata = async () => {
    const response = await fetch(`${server.url}/v1/chat/completions/${id}`);
    return ((await response.json()) as { metadata: object }).metadata;
  };
  await page.getByRole('button', { name: 'Edit mood' }).click();
  await page.getByLabel('Value of mood').fill('nope');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit mood' }).click();
  await page.getByLabel('Value of mood').fill('bad');
  await page.keyboard.press('Enter');
  await expect(page.getByText('mood is bad')).toBeVisible();
  expect(await metadata()).toEqual({ mood: 'bad', other: 'x' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('mood is good')).toBeVisible();
  expect(await metadata()).toEqual({ mood: 'good', other: 'x' });
  await expectAccessible(page);
});

/** How many characters of a preview are seen before its cell cuts it off. */
const seenOf = (preview: Locator) =>
  preview.evaluate((element) => {
    const text = element.firstChild as Text;
    const cell = element.closest('td');
    if (!cell) return 0;
    const style = getComputedStyle(cell);
    const canvas = document.createElement('canvas').getContext('2d');
    if (!canvas) return 0;
    canvas.font = style.font;
    const end = cell.getBoundingClientRect().right - Number.parseFloat(style.paddingRight);
    const range = document.createRange();
    range.selectNodeContents(text);
    if (range.getBoundingClientRect().right <= end) return text.length;
    const room = end - canvas.measureText('…').width;
    let seen = 0;
    for (let at = 1; at <= text.length; at += 1) {
      range.setEnd(text, at);
      if (range.getBoundingClientRect().right > room) break;
      seen = at;
    }
    return seen;
  });

test.describe('at 1440 pixels', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('a row shows 36 characters of its input and 50 of its output', async ({ page, server }) => {
    await fill(server);
    await page.clock.setFixedTime(NOW);
    await page.goto('/completions');
    const inputs = page.getByRole('cell').filter({ hasText: /^Where is my refund\? The parcel/ });
    const outputs = page.getByRole('cell').filter({ hasText: /^Customer since 2021\. Three/ });
    await expect(inputs.first()).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    const [input, output] = [inputs, outputs].map((cells) =>
      cells.first().locator('[data-preview]'),
    );
    if (!input || !output) throw new Error('The row is not there');
    await expect.poll(() => seenOf(input)).toBeGreaterThanOrEqual(36);
    await expect.poll(() => seenOf(output)).toBeGreaterThanOrEqual(50);
  });
});
