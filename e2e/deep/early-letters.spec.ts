import type { Page } from '@playwright/test';
import { codeWith, expect, heldBack, store, test } from '../fixtures/test';

type Opened = {
  what: string;
  /** What its code says, which is held back. */
  says: string;
  at: (id: string) => string;
  open: (page: Page) => Promise<void>;
  shown: (page: Page) => ReturnType<Page['locator']>;
  /** Of the page: nothing lies over it. */
  isPart?: boolean;
};

const dialog = (name: string) => (page: Page) => page.getByRole('dialog', { name });
const drawer = (page: Page) => page.getByRole('complementary', { name: 'Completion' });
const press = (key: string) => (page: Page) => page.keyboard.press(key);
const table = () => '/completions';
const completion = (id: string) => `/completions/${id}`;

const OPENED: Opened[] = [
  {
    what: 'search or jump',
    says: 'An action, a filter, an id',
    at: table,
    open: press('ControlOrMeta+k'),
    shown: dialog('Search or jump'),
  },
  {
    what: 'the list of keys',
    says: 'No shortcut has this name',
    at: table,
    open: press('?'),
    shown: dialog('Keyboard shortcuts'),
  },
  {
    what: 'an export',
    says: 'Nothing was exported',
    at: table,
    open: async (page) => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: 'Export everything…' }).click();
    },
    shown: dialog('Export completions'),
  },
  {
    what: 'the questions of a review',
    says: 'Such as: Refunds',
    at: () => '/review',
    open: async (page) => {
      await page.getByRole('button', { name: /^Questions: / }).click();
      await page.getByRole('menuitem', { name: 'Edit these questions…' }).click();
    },
    shown: (page) => page.getByRole('dialog'),
  },
  {
    what: 'a note',
    says: 'Note removed',
    at: completion,
    open: press('m'),
    shown: (page) => page.getByRole('region', { name: 'Verdict' }),
    isPart: true,
  },
  {
    what: 'a note in the drawer',
    says: 'Note removed',
    at: (id) => `/completions?peek=${id}`,
    open: press('m'),
    shown: (page) => page.getByRole('region', { name: 'Verdict' }),
    isPart: true,
  },
];

for (const { what, says, at, open, shown, isPart } of OPENED) {
  test(`letters typed before the code of ${what} has come act on nothing else`, async ({
    page,
    server,
  }) => {
    const id = await store(server);
    const arrive = await heldBack(page, codeWith(says));
    await page.goto(at(id));
    await expect(page.getByText('Hello').first()).toBeVisible();
    if (at(id).includes('peek')) await expect(drawer(page)).toBeVisible();
    const address = page.url();
    await open(page);
    // It holds "g s", which opens the settings.
    await page.keyboard.type('dogs');
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(page.url()).toBe(address);
    arrive();
    await expect(shown(page)).toBeVisible();
    expect(page.url()).toBe(address);
    if (isPart) {
      // The key was not for nothing.
      await expect(page.getByRole('textbox', { name: /^Note/ })).toBeFocused();
      await page.keyboard.press('Escape');
    } else {
      await page.keyboard.press('Escape');
      await expect(shown(page)).toHaveCount(0);
    }
    // The keys of the page are back.
    await page.keyboard.type('gs');
    await expect(page).toHaveURL(/\/settings/);
  });
}
