import { expect, type Page } from '@playwright/test';
import { idOf, NOW, records } from './records';

/** `shows` is there when the screen is whole; `model` is its picture among the drawings. */
type Screen = { name: string; path: string; shows: RegExp; model: string };

export const SCREENS: readonly Screen[] = [
  { name: 'playground', path: '/', shows: /Message|Run/, model: 'playground-first' },
  { name: 'completions', path: '/completions', shows: /Where is my refund/, model: 'completions' },
  {
    name: 'completion',
    path: `/completions/${idOf(1)}`,
    shows: /four broken spokes/,
    model: 'completion',
  },
  { name: 'review', path: '/review', shows: /four broken spokes/, model: 'review' },
  { name: 'insights', path: '/insights', shows: /gpt-5\.2-mini/, model: 'insights' },
  { name: 'data', path: '/data/metadata', shows: /feature/, model: 'data-metadata' },
  {
    name: 'difference',
    path: `/compare?a=${idOf(1)}&b=${idOf(6)}`,
    shows: /four broken spokes/,
    model: 'diff',
  },
  { name: 'settings', path: '/settings', shows: /Add a provider/, model: 'settings' },
  {
    name: 'settings-prices',
    path: '/settings/prices',
    shows: /^List of/,
    model: 'settings-prices',
  },
  {
    name: 'settings-browser',
    path: '/settings/browser',
    shows: /About this server/,
    model: 'settings-browser',
  },
];

/** Those that have their pictures in the repository, which is not to grow by more than 3 MB. */
export const PICTURED = SCREENS.slice(0, 8);

export const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
export const SCHEMES = ['light', 'dark'] as const;

/** Puts the records into a server. */
export async function fill(server: { url: string }): Promise<void> {
  const job = `job_${'0'.repeat(32)}`;
  const response = await fetch(`${server.url}/api/import?duplicates=skip&job=${job}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: records(),
  });
  if (!response.ok) throw new Error(await response.text());
  await expect
    .poll(async () => (await (await fetch(`${server.url}/api/jobs/${job}`)).json()).state, {
      timeout: 60_000,
    })
    .toBe('completed');
}

const DISK = { bytes: 8_000_000, free_bytes: 80_000_000_000 };

/** Opens a screen and waits until nothing is on its way any more. */
export async function open(page: Page, { path, shows }: Pick<Screen, 'path' | 'shows'>) {
  // Ages, and the days of charts, depend on it; timers go on.
  await page.clock.setFixedTime(NOW);
  // So does what the disk has room for, and on a narrow page all that stands beside it.
  await page.route('**/api/overview', async (route) => {
    const response = await route.fetch();
    const overview = (await response.json()) as object;
    await route.fulfill({ response, json: { ...overview, ...DISK } });
  });
  await page.goto(path);
  const patience = { timeout: 60_000 };
  await expect(page.getByText(shows).filter({ visible: true }).first()).toBeVisible(patience);
  await expect(page.locator('[aria-busy="true"], output[aria-label^="Loading"]')).toHaveCount(
    0,
    patience,
  );
  await page.evaluate(() => document.fonts.ready);
}
