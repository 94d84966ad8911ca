import { writeFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import { type ChatkeepServer, startChatkeep } from '../fixtures/chatkeep-server';
import { openChromium } from './chromium';
import { openFirefox } from './firefox';
import { Reader } from './reader';
import type { Tab } from './tab';
import { openWebkit } from './webkit';

type Fixtures = { server: ChatkeepServer; reader: Reader };

/** By the names of the projects, see playwright.config.ts. */
const ENGINES: Record<string, (program: string) => Promise<Tab>> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebkit,
};

export const test = base.extend<Fixtures>({
  // Playwright reads the first parameter's destructuring.
  // oxlint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = await startChatkeep();
    await use(server);
    await server.stop();
  },
  reader: async ({ server }, use, testInfo) => {
    const { name, metadata } = testInfo.project;
    const tab = await ENGINES[name]?.(String(metadata['program']));
    if (!tab) throw new Error(`There is no engine ${name}`);
    try {
      await tab.resize(1440, 900);
      await use(new Reader(tab, server.url));
      if (testInfo.status !== testInfo.expectedStatus) {
        writeFileSync(testInfo.outputPath('screen.png'), await tab.screenshot());
      }
      expect(tab.faults, 'the page threw nothing and broke no policy').toEqual([]);
    } finally {
      await tab.close();
    }
  },
});

export { expect };
