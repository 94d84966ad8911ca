import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build, preview, type PreviewServer } from 'vite';
import { SCHEMES, WINDOWS } from './screens';

// It needs a build of its own.
test.skip(!process.env['E2E_VISUAL'], 'The pictures of the kit are compared by npm run e2e:visual');
test.describe.configure({ mode: 'serial', timeout: 240_000 });

let server: PreviewServer;
const outDir = mkdtempSync(join(tmpdir(), 'chatkeep-kit-'));

test.beforeAll(async () => {
  test.setTimeout(240_000);
  await build({ mode: 'kit', logLevel: 'error', build: { outDir } });
  server = await preview({ build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
});

test.afterAll(async () => {
  await server?.close();
  rmSync(outDir, { recursive: true });
});

for (const { width } of WINDOWS) {
  for (const colorScheme of SCHEMES) {
    test(`every component, ${width} wide, ${colorScheme}`, async ({ browser }) => {
      const height = width > 600 ? 1500 : 2800;
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      await page.goto(new URL('/kit', server.resolvedUrls?.local[0]).href);
      await expect(page.getByRole('heading', { name: 'Kit' })).toBeVisible();
      await expect(page.getByRole('main')).toHaveScreenshot(`kit-${width}-${colorScheme}.png`, {
        maxDiffPixelRatio: 0.002,
        timeout: 30_000,
      });
      await page.close();
    });
  }
}
