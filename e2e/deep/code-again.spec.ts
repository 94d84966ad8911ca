import { expect, test } from '../fixtures/test';

/** A proxy that is restarted, a release half copied: the server answers, and has not this one file. */
test('a page whose code could not be fetched comes on another try', async ({ page }) => {
  await page.goto('/completions');
  await expect(page.getByRole('heading', { name: 'Completions', level: 1 })).toBeVisible();
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  let refused = 0;
  await page.route(/insights[^/]*\.js$/, (route) => {
    refused += 1;
    return route.fulfill({ status: 404, contentType: 'text/plain', body: 'not here' });
  });
  await page.getByRole('link', { name: 'Insights' }).first().click();
  const told = page.getByText('This page could not be shown');
  await expect(told).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(told).toBeVisible();
  expect(refused).toBeGreaterThan(1);
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Insights', level: 1 })).toBeVisible();
  await expect(told).toHaveCount(0);
  expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
});
