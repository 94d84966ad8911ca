import { chromium, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSER_ARGS, findBrowser } from '../../scripts/find-browser';
import { startProgram } from './program';
import { seedSqlite } from './seed';

/** What shows the result of an input: see `paintDelay`. */
export const TABLE = { ready: 'table[aria-busy=false]', listed: true } as const;
export const ARTICLE = { ready: 'article', changed: 'article' };
export const SELECTED = { ready: 'body', changed: '[role=toolbar][aria-label=Selection]' };

/** The built dashboard with so many stored completions on SQLite, and a browser. */
export async function startDashboard(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'chatkeep-bench-'));
  const database = join(folder, 'seeded.db');
  await seedSqlite(database, count);
  const server = await startProgram(['dist/server/main.js'], {
    PORT: '0',
    DATABASE_URL: `file:${database}`,
    LOG_LEVEL: 'silent',
  });
  const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  return {
    url: server.url,
    browser,
    /** A page without a cache. */
    openPage: async (): Promise<Page> => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      // What tsx puts around functions with a name, also those that are sent to the page.
      await context.addInitScript('globalThis.__name = (named) => named');
      return context.newPage();
    },
    stop: async () => {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Brings the pointer to the box that selects a row; `click` clicks where it is. To find the box by its role, and to look
 * whether it takes the click, is work of the test in the page, of which a person has none.
 */
export async function pointAtBox(page: Page, at: number): Promise<void> {
  const box = page.getByRole('checkbox', { name: /^Select: / }).nth(at);
  await box.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await box.boundingBox())!; // it was just in view
  await page.mouse.move(x + width / 2, y + height / 2);
}

export async function click({ mouse }: Page): Promise<void> {
  await mouse.down();
  await mouse.up();
}

export function nextPageOf(page: Page) {
  return page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Next' });
}

/** In the page of the table: the first row beside it. */
export async function openDrawer(page: Page): Promise<void> {
  await page.keyboard.press('j');
  await page.keyboard.press('p');
  await page.locator('article').first().waitFor();
}
