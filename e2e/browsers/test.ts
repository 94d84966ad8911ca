import { writeFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import { type ChatkeepServer, startChatkeep } from '../fixtures/chatkeep-server';
import { startChromium } from './chromium';
import { startFirefox } from './firefox';
import { Reader } from './reader';
import type { Engine } from './tab';
import { startWebkit } from './webkit';

type Fixtures = {
  server: ChatkeepServer;
  reader: Reader;
};

type WorkerFixtures = {
  /** Firefox's own, on top of those that every test has; other engines have none. */
  preferences: Record<string, boolean>;
  engine: Engine;
};

/** By the names of the projects, see playwright.config.ts. */
const ENGINES: Record<
  string,
  (program: string, preferences: WorkerFixtures['preferences']) => Promise<Engine>
> = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebkit,
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  preferences: [{}, { option: true, scope: 'worker' }],
  engine: [
    async ({ preferences }, use, { project }) => {
      const engine = await ENGINES[project.name]?.(
        String(project.metadata['program']),
        preferences,
      );
      if (!engine) throw new Error(`There is no engine ${project.name}`);
      await use(engine);
      await engine.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  // Playwright reads the first parameter's destructuring.
  // oxlint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = await startChatkeep();
    await use(server);
    await server.stop();
  },
  reader: async ({ engine, server }, use, testInfo) => {
    const tab = await engine.open();
    try {
      await tab.resize(1440, 900);
      await use(new Reader(tab, server.url));
      if (testInfo.status !== testInfo.expectedStatus) {
        writeFileSync(testInfo.outputPath('screen.png'), await tab.screenshot());
      }
      expect(tab.faults, 'the page threw nothing and broke no policy').toEqual([]);
    } finally {
      await engine.leave();
    }
  },
});

export { expect };
