import { expect, store, test } from '../fixtures/test';

// A tablet: nothing can be pointed at without being pressed.
test.use({ viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true });

test('what a row, a message and a pair can do is seen without pointing at it, and lies over no text', async ({
  page,
  server,
}) => {
  const id = await store(server, { metadata: { env: 'production', team: 'support' } });
  await page.goto('/completions');
  const row = page.getByRole('row', { name: /demo-echo/ });
  const cells = row.getByRole('cell');
  await expect(cells.last()).toBeVisible();
  for (const name of ['Peek', 'Delete']) {
    const button = row.getByRole('button', { name: `${name}: ` });
    await expect.poll(() => button.evaluate(opacityOf)).toBe(1);
    const [at, before] = [await button.boundingBox(), await cells.nth(-2).boundingBox()];
    expect(at?.x).toBeGreaterThanOrEqual((before?.x ?? NaN) + (before?.width ?? NaN));
  }
  await row.getByRole('button', { name: 'Peek: ' }).tap();
  await expect(page).toHaveURL(new RegExp(`peek=${id}`));

  await page.goto(`/completions/${id}`);
  const main = page.getByRole('main');
  const controls = [
    main.getByRole('button', { name: /^Copy/ }),
    main.getByRole('button', { name: 'Remove env' }),
    main.getByRole('link', { name: 'Show all with env=production' }),
  ];
  for (const control of controls) {
    await expect.poll(() => control.first().evaluate(opacityOf)).toBe(1);
  }
  const value = await main.getByRole('textbox', { name: 'Value for env' }).boundingBox();
  const remove = await controls[1]?.boundingBox();
  expect(remove?.x).toBeGreaterThanOrEqual((value?.x ?? NaN) + (value?.width ?? NaN));
});

/** What is seen of it, in all that it stands in. */
function opacityOf(element: Element): number {
  let seen = 1;
  for (let box: Element | null = element; box; box = box.parentElement)
    seen *= Number(getComputedStyle(box).opacity);
  return seen;
}

test('who has but a finger is told of keys in the list of them alone', async ({ page, server }) => {
  const id = await store(server, { metadata: { env: 'production' } });
  for (const address of ['/', '/completions', `/completions/${id}`, '/review']) {
    await page.goto(address);
    await expect(page.getByRole('main').locator('kbd').first()).toBeAttached();
    await expect(page.locator('kbd').filter({ visible: true })).toHaveCount(0);
  }
  await page.goto('/settings/browser');
  await page.getByRole('button', { name: 'Keyboard shortcuts…' }).tap();
  await expect(page.getByRole('dialog').locator('kbd').filter({ visible: true })).not.toHaveCount(
    0,
  );
});
