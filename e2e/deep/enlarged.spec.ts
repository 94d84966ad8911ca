import { clippedTexts, coveredControls } from '../browsers/in-page';
import { prepared } from '../fixtures/prepared';
import { expect, test } from '../fixtures/test';

const USUAL = { viewport: { width: 1440, height: 900 }, fontSize: 16, isSpaced: false };
const CASES = [
  // What the settings of a browser call very large.
  { ...USUAL, name: 'letters twice as large', fontSize: 32 },
  { ...USUAL, name: 'a zoom of 400 %', viewport: { width: 320, height: 256 } },
  { ...USUAL, name: 'a phone held across', viewport: { width: 667, height: 320 } },
  { ...USUAL, name: 'text spaced as WCAG 1.4.12 allows', isSpaced: true },
];

/** Runs in the page. */
function space(isSpaced: boolean): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = isSpaced ? [sheet] : [];
}

test('with large letters, a zoom of 400 %, a phone held across and spaced text, every control of every screen is hit at its middle and no text is cut', async ({
  page,
  server,
}) => {
  test.slow();
  const browser = await page.context().newCDPSession(page);
  const faults: string[] = [];
  for (const path of await prepared(server)) {
    for (const [at, { name, viewport, fontSize, isSpaced }] of CASES.entries()) {
      await page.setViewportSize(viewport);
      await browser.send('Page.setFontSizes', { fontSizes: { standard: fontSize } });
      if (at === 0) await page.goto(path);
      await expect(page.locator('h1, h2').first()).toBeAttached();
      await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
      await page.waitForLoadState('networkidle');
      await page.evaluate(space, isSpaced);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (wide > 0) faults.push(`${path} with ${name} is ${wide} pixels too wide`);
      const covered = await page.evaluate(coveredControls);
      const clipped = await page.evaluate(clippedTexts);
      faults.push(...[...covered, ...clipped].map((fault) => `${path} with ${name}: ${fault}`));
    }
  }
  expect(faults).toEqual([]);
});
