import { coveredControls } from './browsers/in-page';
import { prepared } from './fixtures/prepared';
import { expect, test } from './fixtures/test';

const CASES = [
  // What the settings of a browser call very large.
  { name: 'letters twice as large', viewport: { width: 1440, height: 900 }, fontSize: 32 },
  { name: 'a zoom of 400 %', viewport: { width: 320, height: 256 }, fontSize: 16 },
  { name: 'a phone held across', viewport: { width: 667, height: 320 }, fontSize: 16 },
];

test('with large letters, a zoom of 400 % and a phone held across, every control of every screen is hit at its middle', async ({
  page,
  server,
}) => {
  test.slow();
  const browser = await page.context().newCDPSession(page);
  const faults: string[] = [];
  for (const path of await prepared(server)) {
    for (const [at, { name, viewport, fontSize }] of CASES.entries()) {
      await page.setViewportSize(viewport);
      await browser.send('Page.setFontSizes', { fontSizes: { standard: fontSize } });
      if (at === 0) await page.goto(path);
      await expect(page.locator('h1, h2').first()).toBeAttached();
      await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
      await page.waitForLoadState('networkidle');
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (wide > 0) faults.push(`${path} with ${name} is ${wide} pixels too wide`);
      const covered = await page.evaluate(coveredControls);
      faults.push(...covered.map((fault) => `${path} with ${name}: ${fault}`));
    }
  }
  expect(faults).toEqual([]);
});
