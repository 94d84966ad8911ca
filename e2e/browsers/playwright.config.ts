import { defineConfig } from '@playwright/test';
import { findEngines } from '../../scripts/find-engines';

/** What only one of them can do, or alone lacks. All else that is here runs in Chromium in the other tests as well. */
const SPECS: Record<string, string[]> = {
  chromium: ['story', 'screens'],
  firefox: ['story', 'screens', 'files', 'functions', 'print', 'older-firefox'],
  webkit: ['story', 'screens', 'files', 'functions', 'webkit'],
};

/** What is installed of Chromium, Firefox and WebKit: `npm run e2e:browsers` says what is not. */
export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // Browsers under a display that nobody sees are less steady than Chromium by itself.
  retries: process.env['CI'] ? 2 : 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  outputDir: '../../test-results/browsers',
  projects: findEngines().map(({ name, program }) => ({
    name,
    metadata: { program },
    testMatch: SPECS[name]?.map((spec) => `**/${spec}.spec.ts`),
  })),
});
