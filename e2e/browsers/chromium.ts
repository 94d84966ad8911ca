import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../../scripts/find-browser';
import { type Engine, runner, type Tab } from './tab';

/** Playwright's names of the keys that the standard gives a number. */
const KEYS: Record<string, string> = {
  '\uE003': 'Backspace',
  '\uE004': 'Tab',
  '\uE007': 'Enter',
  '\uE008': 'Shift',
  '\uE009': 'Control',
  '\uE00C': 'Escape',
  '\uE015': 'ArrowDown',
};

/** Chromium as in all the other tests, behind the same few words as the other engines. */
export async function startChromium(): Promise<Engine> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  const folder = mkdtempSync(join(tmpdir(), 'chatkeep-chromium-'));
  return {
    open: () => openTab(browser, mkdtempSync(join(folder, 'downloads-'))),
    async leave() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openTab(browser: Browser, downloads: string): Promise<Tab> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('download', (file) => void file.saveAs(join(downloads, file.suggestedFilename())));
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // It also writes down each answer of the server that is an error, as when there is nothing yet: no fault of a page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  return {
    faults,
    downloads,
    goto: async (url) => void (await page.goto(url)),
    run: runner((source, args) => page.evaluate(`(${source})(${JSON.stringify(args)})`)),
    async keys(steps) {
      for (const { type, value } of steps) {
        const key = KEYS[value] ?? value;
        // Playwright knows the keys of an English keyboard.
        if (key.length === 1 && key > '~') {
          if (type === 'keyDown') await page.keyboard.insertText(key);
        } else await (type === 'keyDown' ? page.keyboard.down(key) : page.keyboard.up(key));
      }
    },
    async mouse(steps) {
      for (const step of steps) {
        if (step.type === 'pointerMove') await page.mouse.move(step.x, step.y);
        else await (step.type === 'pointerDown' ? page.mouse.down() : page.mouse.up());
      }
    },
    screenshot: () => page.screenshot(),
    resize: (width, height) => page.setViewportSize({ width, height }),
  };
}
