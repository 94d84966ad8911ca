import { expect, expectAccessible, store, test } from './fixtures/test';

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
