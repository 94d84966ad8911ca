import type { Locator } from '@playwright/test';
import { expect, store, test } from '../fixtures/test';
import { idOf } from '../visual/records';
import { fill } from '../visual/screens';

/** Where the text of an element is painted, which its box may be larger than. */
function textBox(element: Locator) {
  return element.evaluate((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    return { left, right, top, bottom };
  });
}

const arabic = 'أين استرداد أموالي؟ تم إرجاع الطلب يوم الاثنين ولم أستلم المبلغ. '.repeat(4);

test('the buttons of a row beside the drawer do not cover its model', async ({ page, server }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await store(server, { messages: [{ role: 'user', content: 'Which model?' }] });
  await page.goto('/completions');
  await page.locator('[data-row]').focus();
  await page.keyboard.press('p');
  const row = page.getByRole('row').nth(1);
  await expect(row.getByText('demo-echo')).toBeVisible();
  await row.hover();
  await expect(page.getByRole('columnheader', { name: 'Input, output' })).toBeVisible();
  const model = await textBox(row.getByText('demo-echo'));
  const button = await row.getByRole('button', { name: /^Peek/ }).boundingBox();
  expect(button?.y).toBeGreaterThanOrEqual(model.bottom - 2);
  expect(button?.height).toBeGreaterThanOrEqual(24);
});

test('a text from right to left begins where it is seen, in the table and in the trash', async ({
  page,
  server,
}) => {
  const id = await store(server, { messages: [{ role: 'user', content: arabic }] });
  const beginsInside = (preview: Locator) =>
    preview.evaluate((node) => {
      const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode();
      const cell = node.closest('td, p');
      if (!text || !cell) return false;
      const range = document.createRange();
      range.setStart(text, 0);
      range.setEnd(text, 4);
      const [word, room] = [range.getBoundingClientRect(), cell.getBoundingClientRect()];
      return word.width > 0 && word.left >= room.left && word.right <= room.right;
    });
  const input = page.locator('[data-preview]').first();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/completions');
    await expect(input).toContainText('أين');
    expect(await beginsInside(input)).toBe(true);
  }
  await page.setViewportSize({ width: 1440, height: 844 });
  await page.goto('/completions');
  await page.locator('[data-row]').focus();
  await page.keyboard.press('p');
  await expect(page.getByRole('columnheader', { name: 'Input, output' })).toBeVisible();
  expect(await beginsInside(input)).toBe(true);
  await fetch(`${server.url}/api/completions/${id}`, { method: 'DELETE' });
  await page.goto('/data/trash');
  await expect(input).toContainText('أين');
  expect(await beginsInside(input)).toBe(true);
});

test('on a phone the parts of a difference say whose they are', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const ask = (house: string, system: string) =>
    store(server, {
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: house },
      ],
    });
  const one = await ask('The red house', 'Be short');
  const other = await ask('Nothing of it is alike', 'Answer in verse');
  await page.goto(`/compare?a=${one}&b=${other}`);
  const request = page.getByRole('region', { name: 'Request' });
  for (const name of ['A · System', 'A · User', 'B · System', 'B · User'])
    await expect(request.getByText(name, { exact: true })).toBeVisible();
  const top = async (text: string) =>
    (await request.getByText(text, { exact: true }).boundingBox())?.y ?? 0;
  expect(await top('B · System')).toBeGreaterThan(await top('The red house'));
  const answers = page.getByRole('region', { name: 'Answer' });
  await expect(answers.getByText('Answer', { exact: true }).filter({ visible: true })).toHaveCount(
    2,
  );
});

test('on a phone everything begins 20 pixels from the edge, and a card has its cost', async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await fill(server);
  await page.goto('/review');
  const left = async (element: Locator) => Math.round((await textBox(element)).left);
  const progress = page.getByRole('progressbar', { name: 'Judged' });
  await expect(progress).toBeVisible();
  expect((await progress.boundingBox())?.x).toBe(20);
  const good = page.getByRole('button', { name: 'good', exact: true });
  expect((await good.boundingBox())?.x).toBe(20);
  await page.goto('/completions');
  const row = page.getByRole('row').filter({ has: page.locator(`[data-row="${idOf(0)}"]`) });
  await expect(row.getByText(/^\$0\.\d+$/)).toBeVisible();
  expect(await left(row.locator('[data-preview]').first())).toBe(20);
});

test('a note and a new pair take the letter that is typed next', async ({ page, server }) => {
  const id = await store(server);
  await page.goto(`/completions/${id}`);
  await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add pair' })).toBeVisible();
  // In one task: no paint comes between.
  const focused = await page.evaluate(() => {
    document.querySelector<HTMLElement>('[aria-label="Add pair"]')?.click();
    const pair = document.activeElement?.tagName;
    (document.activeElement as HTMLElement).blur();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true }));
    return [pair, document.activeElement?.tagName];
  });
  expect(focused).toEqual(['INPUT', 'TEXTAREA']);
});

test('on a phone a row of the trash spends no line on its model', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const id = await store(server);
  await fetch(`${server.url}/api/completions/${id}`, { method: 'DELETE' });
  await page.goto('/data/trash');
  const row = page.getByRole('listitem', { name: 'Hello' });
  const deleted = await row.locator('time').boundingBox();
  const model = await textBox(row.getByText('demo-echo'));
  expect(Math.abs(model.top - (deleted?.y ?? 0))).toBeLessThan(8);
});
