import { writeFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import { type ChatkeepServer, startChatkeep } from '../fixtures/chatkeep-server';
import { openChromium } from './chromium';
import { openFirefox } from './firefox';
import { Reader } from './reader';
import type { Tab } from './tab';
import { openWebkit } from './webkit';

type Fixtures = {
  /** Firefox's own, on top of those that every test has; other engines have none. */
  preferences: Record<string, boolean>;
  server: ChatkeepServer;
  reader: Reader;
};

/** By the names of the projects, see playwright.config.ts. */
const ENGINES: Record<
  string,
  (program: string, preferences: Fixtures['preferences']) => Promise<Tab>
> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebkit,
};

export const test = base.extend<Fixtures>({
  preferences: [{}, { option: true }],
  // Playwright reads the first parameter's destructuring.
  // oxlint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = await startChatkeep();
    await use(server);
    await server.stop();
  },
  reader: async ({ preferences, server }, use, testInfo) => {
    const { name, metadata } = testInfo.project;
    const tab = await ENGINES[name]?.(String(metadata['program']), preferences);
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
