import { defineConfig, devices } from '@playwright/test';
import { availableParallelism } from 'node:os';
import { BROWSER_ARGS, findBrowser } from './scripts/find-browser';

// What only a shared database can show: scripts/e2e-postgres.ts brings one. What needs minutes: npm run e2e:large.
const left = [
  '**/e2e/browsers/**',
  ...(process.env['E2E_POSTGRES_URL'] ? [] : ['**/e2e/postgres/**']),
  ...(process.env['E2E_LARGE'] ? [] : ['**/e2e/large/**']),
];

const EDGE = /@edge/;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  projects: [
    // One spec for each thing that somebody wants to get done.
    { name: 'everyday', testIgnore: [...left, '**/e2e/deep/**'], grepInvert: EDGE },
    // Walks through every screen and odd habits, and the edges that stand beside their story: npm run test:deep.
    { name: 'deep', testMatch: '**/e2e/deep/*.spec.ts' },
    { name: 'edges', testIgnore: [...left, '**/e2e/deep/**'], grep: EDGE },
  ],
  // Only one set of pictures: they are compared where the browser is the one that has made them.
  snapshotPathTemplate: 'e2e/visual/pictures/{arg}{ext}',
  fullyParallel: true,
  // A fifth of the time a test waits, for the server or the page: one more than cores keeps them busy.
  workers: availableParallelism() + 1,
  forbidOnly: Boolean(process.env['CI']),
  // None for people: a test that passes only sometimes is a fault to be found. In CI, on machines
  // whose load is not ours to know, one, and the run's report names the test as flaky.
  retries: process.env['CI'] ? 1 : 0,
  // Generous: on a loaded machine the accessibility checks of a long story take most of a minute.
  timeout: process.env['E2E_LARGE'] ? 300_000 : 120_000,
  expect: { timeout: process.env['E2E_LARGE'] ? 30_000 : 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: findBrowser(), args: BROWSER_ARGS },
    screenshot: 'only-on-failure',
    // Not of every test: to record them all costs a third of the time.
    trace: 'on-first-retry',
  },
});
