import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures/test';
import { fill, open, PICTURED, SCHEMES, WINDOWS } from './screens';

/** Which browser has made the pictures: another one draws letters otherwise, and says nothing about the screens. */
const MADE_BY = join(import.meta.dirname, 'pictures', 'made-by.txt');

test.skip(!process.env['E2E_VISUAL'], 'The pictures of screens are compared by npm run e2e:visual');
test.use({ timezoneId: 'UTC', locale: 'en-US' });
test.describe.configure({ timeout: 240_000 });

for (const viewport of WINDOWS) {
  for (const colorScheme of SCHEMES) {
    test.describe(`${viewport.width} ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test(`the screens look as they did: ${viewport.width} wide, ${colorScheme}`, async ({
        page,
        server,
        browser,
      }, { config }) => {
        if (config.updateSnapshots === 'all') writeFileSync(MADE_BY, `${browser.version()}\n`);
        const madeBy = readFileSync(MADE_BY, 'utf8').trim();
        test.skip(
          madeBy !== browser.version(),
          `The pictures are of Chromium ${madeBy}, this is ${browser.version()}: npm run e2e:visual -- --update-snapshots=all makes them anew`,
        );
        await fill(server);
        for (const screen of PICTURED) {
          await open(page, screen);
          await expect
            .soft(page)
            .toHaveScreenshot(`${screen.name}-${viewport.width}-${colorScheme}.png`, {
              // Edges of letters may differ a little; a control that moved differs by far more.
              maxDiffPixelRatio: 0.002,
              // Addresses, and the room on this machine's disk.
              mask: [page.getByText('127.0.0.1:'), page.getByText(/ free$/)],
              timeout: 30_000,
            });
        }
      });
    });
  }
}
