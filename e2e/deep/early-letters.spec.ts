import type { Page } from '@playwright/test';
import { expect, heldBack, store, test } from '../fixtures/test';

type Opened = {
  what: string;
  /** Names of the files that are held back. */
  code: RegExp;
  at: (id: string) => string;
  open: (page: Page) => Promise<void>;
  shown: (page: Page) => ReturnType<Page['locator']>;
  /** Of the page: nothing lies over it. */
  isPart?: boolean;
};

const dialog = (name: string) => (page: Page) => page.getByRole('dialog', { name });
const press = (key: string) => (page: Page) => page.keyboard.press(key);
const table = () => '/completions';
const completion = (id: string) => `/completions/${id}`;

const OPENED: Opened[] = [
  {
    what: 'search or jump',
    code: /\/palette-/,
    at: table,
    open: press('ControlOrMeta+k'),
    shown: dialog('Search or jump'),
  },
  {
    what: 'the list of keys',
    code: /\/key-sheet-/,
    at: table,
    open: press('?'),
    shown: dialog('Keyboard shortcuts'),
  },
  {
    what: 'an export',
    code: /\/export-dialog-/,
    at: table,
    open: async (page) => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: 'Export everything…' }).click();
    },
    shown: dialog('Export completions'),
  },
  {
    what: 'the questions of a review',
    code: /\/questions-dialog-/,
    at: () => '/review',
    open: async (page) => {
      await page.getByRole('button', { name: /^Questions: / }).click();
      await page.getByRole('menuitem', { name: 'Edit these questions…' }).click();
    },
    shown: (page) => page.getByRole('dialog'),
  },
  {
    what: 'a note',
    code: /\/verdict-/,
    at: completion,
    open: press('m'),
    shown: (page) => page.getByRole('region', { name: 'Verdict' }),
    isPart: true,
  },
  {
    what: 'a note in the drawer',
    code: /\/verdict-/,
    at: (id) => `/completions?peek=${id}`,
    open: press('m'),
    shown: (page) => page.getByRole('region', { name: 'Verdict' }),
    isPart: true,
  },
];

for (const { what, code, at, open, shown, isPart } of OPENED) {
  test(`letters typed before the code of ${what} has come act on nothing else`, async ({
    page,
    server,
  }) => {
    const id = await store(server);
    const arrive = await heldBack(page, code);
    await page.goto(at(id));
    await expect(page.getByText('Hello').first()).toBeVisible();
    const address = page.url();
    await open(page);
    // It holds "g s", which opens the settings.
    await page.keyboard.type('dogs');
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(page.url()).toBe(address);
    arrive();
    await expect(shown(page)).toBeVisible();
    expect(page.url()).toBe(address);
    if (!isPart) {
      await page.keyboard.press('Escape');
      await expect(shown(page)).toHaveCount(0);
    }
    // The keys of the page are back.
    await page.keyboard.type('gs');
    await expect(page).toHaveURL(/\/settings/);
  });
}
