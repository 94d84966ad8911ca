import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/test';

/** Each as a browser without it has it. Given as source, since they run in the page before all else. */
const LACKS = {
  popovers: `delete HTMLElement.prototype.popover`,
  'modal dialogs': `delete HTMLDialogElement.prototype.showModal`,
  'dialogs at all': `delete window.HTMLDialogElement`,
  'AbortSignal.any': `delete AbortSignal.any`,
  'Map.groupBy': `delete Map.groupBy`,
  isWellFormed: `delete String.prototype.isWellFormed`,
  'URL.canParse': `delete URL.canParse`,
  toSpliced: `delete Array.prototype.toSpliced`,
  'light-dark()': `CSS.supports = () => false`,
} satisfies Record<string, string>;

test('says which browsers do, and does not start, without any of what it needs', async ({
  browser,
  server,
}) => {
  // The versions are those of the table of docs/platforms.md.
  const platforms = await readFile('docs/platforms.md', 'utf8');
  for (const [what, lack] of Object.entries(LACKS)) {
    await test.step(`without ${what}`, async () => {
      const page = await browser.newPage({ baseURL: server.url });
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.addInitScript(lack);
      await page.goto('/');
      const alert = page.getByRole('alert');
      await expect(alert, what).toContainText('This browser is too old for Chatkeep');
      for (const name of ['Chrome and Edge', 'Firefox', 'Safari']) {
        const version = new RegExp(`\\| ${name} +\\| ([\\d.]+)`).exec(platforms)?.[1];
        await expect(alert).toContainText(`${name} ${version}`);
      }
      await page.waitForLoadState('networkidle');
      await expect(page.getByRole('navigation')).toHaveCount(0);
      expect(asked.filter((path) => /^\/(api|v1)\//.test(path))).toEqual([]);
      await page.close();
    });
  }
});

test('the sentence can be read in light and dark, on a phone as well', async ({ page }) => {
  await page.addInitScript(LACKS['AbortSignal.any']);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto('/');
    const alert = page.getByRole('alert');
    await expect(alert).toBeInViewport({ ratio: 1 });
    await page.screenshot({ path: test.info().outputPath(`${colorScheme}.png`) });
    const [ink, canvas] = await page.evaluate(() => {
      const lightness = (color: string) =>
        (color.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
      return [
        lightness(getComputedStyle(document.querySelector('[role=alert]')!).color),
        lightness(getComputedStyle(document.body).backgroundColor),
      ] as const;
    });
    expect(Math.abs(ink - canvas)).toBeGreaterThan(400);
  }
});

test('says so in one sentence where the app does not arrive', async ({ page }) => {
  await page.route(/\/assets\/.*\.js$/, (route) => route.abort());
  await page.goto('/completions');
  await expect(page.getByRole('alert')).toHaveText(
    'Chatkeep could not be loaded. Check your connection, then reload the page.',
  );
  await page.unroute(/\/assets\/.*\.js$/);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Completions' })).toBeVisible();
});
