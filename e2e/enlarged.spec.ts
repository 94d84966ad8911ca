import { coveredControls } from './browsers/in-page';
import { prepared } from './fixtures/prepared';
import { expect, test } from './fixtures/test';

const CASES = [
  // What the settings of a browser call very large.
  { name: 'letters twice as large', viewport: { width: 1440, height: 900 }, fontSize: 32 },
  { name: 'a zoom of 400 %', viewport: { width: 320, height: 256 }, fontSize: 16 },
  { name: 'a phone held across', viewport: { width: 667, height: 320 }, fontSize: 16 },
];

for (const { name, viewport, fontSize } of CASES) {
  test(`with ${name}, every control of every screen is hit at its middle`, async ({
    page,
    server,
  }) => {
    test.slow();
    await page.setViewportSize(viewport);
    const browser = await page.context().newCDPSession(page);
    await browser.send('Page.setFontSizes', { fontSizes: { standard: fontSize } });
    const faults: string[] = [];
    for (const path of await prepared(server)) {
      await page.goto(path);
      await expect(page.locator('h1, h2').first()).toBeAttached();
      await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
      await page.waitForLoadState('networkidle');
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (wide > 0) faults.push(`${path} is ${wide} pixels too wide`);
      faults.push(...(await page.evaluate(coveredControls)).map((fault) => `${path}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });
}
