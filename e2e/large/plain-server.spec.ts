import type { Page } from '@playwright/test';
import { type PlainServer, startPlainServer } from '../fixtures/plain-server';
import { expect, expectAccessible, test as base } from '../fixtures/test';

const KEY = 'sk-plain-canary-9021';
const COUNT = 100_000;

/** One bare server for all of these, which therefore go one after another. */
const test = base.extend<object, { plain: PlainServer }>({
  plain: [
    // Playwright reads the first parameter's destructuring.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const plain = await startPlainServer(KEY, COUNT);
      await use(plain);
      await plain.close();
    },
    { scope: 'worker' },
  ],
});
test.describe.configure({ mode: 'default' });

test.beforeEach(async ({ page, plain }) => {
  await page.goto('/settings/browser');
  await page.getByLabel('Base URL').fill(plain.baseUrl);
  await page.getByLabel('API key').fill(KEY);
  // Some of these reload the page, or open an address.
  await page.getByLabel(/^Keep the key/).check();
  await page.getByRole('button', { name: 'Use this connection' }).click();
  await expect(page.getByRole('button', { name: /^Source: 127/ })).toBeVisible();
});

const row = (page: Page, number: number) =>
  page.getByRole('row').filter({ has: page.locator(`[data-row="chatcmpl-plain-${number}"]`) });
const metadataOf = (plain: PlainServer, number: number) =>
  plain.completions.find(({ id }) => id === `chatcmpl-plain-${number}`)?.metadata;

test('the pages hold all of them, from both ends, and survive a reload', async ({ page }) => {
  await page.goto('/completions');
  await expect(page.getByRole('row')).toHaveCount(21);
  await expect(row(page, 99_999)).toBeVisible();
  await expect(page.getByText(/does not count: there is no total/)).toBeVisible();
  await page.getByLabel('Rows per page').selectOption('100');
  await expect(page.getByRole('row')).toHaveCount(101);
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(row(page, 99_899)).toBeVisible();
  await page.reload();
  await expect(row(page, 99_899)).toBeVisible();
  await page.getByRole('link', { name: 'Last' }).click();
  await expect(row(page, 0)).toBeAttached();
  await expect(row(page, 99)).toBeAttached();
  await expect(page.getByRole('link', { name: 'Next' })).toBeHidden();
  await page.getByRole('link', { name: 'Previous' }).click();
  await expect(row(page, 199)).toBeAttached();
  await page.getByRole('link', { name: 'First' }).click();
  await expect(row(page, 99_999)).toBeVisible();
  await page.getByRole('button', { name: 'Created' }).click();
  await expect(row(page, 0)).toBeVisible();
});

test('what was asked is fetched for the rows that are seen, few at a time and once', async ({
  page,
  plain,
}) => {
  const before = plain.messages.asked.length;
  await page.goto('/completions?limit=100');
  await expect(row(page, 99_999)).toContainText('Plain prompt of chatcmpl-plain-99999');
  const asked = () => plain.messages.asked.slice(before);
  expect(asked().length, 'rows below the fold wait until they are seen').toBeLessThan(60);
  await row(page, 99_900).scrollIntoViewIfNeeded();
  await expect(row(page, 99_900)).toContainText('Plain prompt of chatcmpl-plain-99900');
  // The next page begins at its first row.
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(row(page, 99_899)).toBeInViewport();
  await expect(row(page, 99_899)).toContainText('Plain prompt of chatcmpl-plain-99899');
  await page.getByRole('link', { name: 'Previous' }).click();
  await expect(row(page, 99_999)).toContainText('Plain prompt of chatcmpl-plain-99999');
  expect(new Set(asked()).size, 'none is asked for twice').toBe(asked().length);
  expect(plain.messages.mostAtOnce).toBeLessThanOrEqual(3);
});

test('finds by what the API filters by, and says what it does not', async ({ page }) => {
  await page.goto('/completions');
  await row(page, 99_999)
    .getByRole('button', { name: /batch=b199/ })
    .click();
  await expect(page).toHaveURL(/metadata\[batch\]=b199/);
  await page.getByRole('button', { name: 'Add filter' }).click();
  await expect(page.getByText(/filters by model and metadata only/)).toBeVisible();
  await expect(page.getByRole('option', { name: /^Tokens/ })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Filter by' }).fill('number=99600');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(row(page, 99_600)).toBeVisible();
  await page.getByRole('button', { name: 'Remove batch is b199' }).click();
  await expect(page).not.toHaveURL(/batch/);
  const search = page.getByRole('searchbox', { name: 'Search texts, ids, metadata' });
  await expect(search).toBeDisabled();
  await expect(search).toHaveAttribute('placeholder', /cannot search texts/);

  await page.goto('/completions?metadata[batch]=b7&tokens_min=5&color=red&model=gpt-plain');
  await expect(row(page, 3_999)).toBeVisible();
  await expect(page.getByText(/not used: 127.* cannot filter by it/)).toBeVisible();
  await expect(page.getByText('not used: no such filter or value')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Tokens', exact: true })).toHaveAttribute(
    'title',
    /sorts by date only/,
  );
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByLabel('Save what is shown as').fill('Batch seven');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.goto('/completions');
  await expect(row(page, 99_999)).toBeVisible();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('link', { name: 'Batch seven' }).click();
  await expect(row(page, 3_999)).toBeVisible();
});

test('looks beside the table and whole, and loses nothing that somebody else writes', async ({
  page,
  plain,
}) => {
  await page.goto('/completions');
  await row(page, 99_999).hover();
  await row(page, 99_999).getByRole('button', { name: 'Peek' }).click();
  const drawer = page.getByRole('complementary', { name: 'Completion' });
  const asked = drawer.getByRole('article', { name: 'User' });
  for (let number = 99_999; number >= 99_979; number -= 1) {
    await expect(asked).toContainText(`chatcmpl-plain-${number}`);
    await expect(drawer.getByRole('button', { name: 'Next' })).toBeEnabled();
    await page.keyboard.press('j');
  }
  // Across the border of the page.
  await expect(asked).toContainText('chatcmpl-plain-99978');
  await drawer.getByRole('link', { name: 'Open the whole page' }).click();

  const form = page.getByRole('form', { name: 'Metadata' });
  const save = form.getByRole('button', { name: 'Save' });
  const change = (pairs: object) => Object.assign(metadataOf(plain, 99_978) ?? {}, pairs);
  change({ team: 'theirs' });
  await form.getByLabel('Value').first().fill('mine');
  await save.click();
  await expect(form).toContainText('they are merged in');
  await save.click();
  await expect
    .poll(() => metadataOf(plain, 99_978))
    .toEqual({ number: 'mine', batch: 'b199', team: 'theirs' });

  change({ number: 'theirs' });
  await form.getByLabel('Value').first().fill('mine again');
  await save.click();
  const conflict = form.getByRole('region', { name: 'Conflicting changes' });
  await expect(conflict).toContainText('Mine: mine again');
  await expectAccessible(page);
  await conflict.getByLabel('Mine').click();
  await conflict.getByRole('button', { name: 'Merge' }).click();
  await save.click();
  await expect.poll(() => metadataOf(plain, 99_978)?.['number']).toBe('mine again');

  await page.goto('/compare?a=chatcmpl-plain-1&b=chatcmpl-plain-2');
  await expect(page.getByText('Plain answer').first()).toBeVisible();
});

test('twenty are reviewed in a row without the mouse', async ({ page, plain }) => {
  await page.goto('/completions?metadata[batch]=b50&metadata_missing=review');
  await page.getByRole('main').getByRole('link', { name: 'Review' }).click();
  const asked = page.getByRole('article', { name: 'User' }).first();
  await expect(page.getByText(/0 done now; 127.* does not count what is left/)).toBeVisible();
  await expect(page.getByText(/not used: 127.* cannot filter by it/)).toBeVisible();
  await expectAccessible(page);
  for (let done = 1; done <= 21; done += 1) {
    const words = (await asked.textContent()) ?? '';
    await page.keyboard.press(String((done % 3) + 1));
    await expect(page.getByText(`${done} done now`)).toBeVisible();
    await expect(asked).not.toHaveText(words);
  }
  const reviewed = () => plain.completions.filter(({ metadata }) => 'review' in metadata);
  await expect.poll(() => reviewed().length).toBe(21);
  expect(reviewed().every(({ metadata }) => metadata['batch'] === 'b50')).toBe(true);
  await page.keyboard.press('u');
  await expect.poll(() => reviewed().length).toBe(20);
});

test('all that match are tagged, exactly, and it is taken back', async ({ page, plain }) => {
  await page.goto('/completions?metadata[batch]=b100');
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await page.getByRole('button', { name: 'Select all matching' }).click();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await bar.getByRole('button', { name: 'Tag' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tag completions' });
  await dialog.getByLabel('Key').fill('tagged');
  await dialog.getByLabel('Value').fill('large');
  await dialog.getByRole('button', { name: 'Tag 500 completions' }).click();
  const notice = page.getByRole('region', { name: 'Job of this browser' });
  await expect(notice.getByRole('progressbar')).toBeVisible();
  const tagged = () => plain.completions.filter(({ metadata }) => metadata['tagged'] === 'large');
  await expect(notice).toContainText('500 completions tagged', { timeout: 60_000 });
  expect(tagged()).toHaveLength(500);
  expect(tagged().every(({ metadata }) => metadata['batch'] === 'b100')).toBe(true);
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => tagged().length, { timeout: 60_000 }).toBe(0);
});

test('all hundred thousand are counted before anything is sent', async ({ page, plain }) => {
  await page.goto('/completions');
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await page.getByRole('button', { name: 'Select all matching' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: 'Delete 100,000 completions' })).toBeVisible({
    timeout: 120_000,
  });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(plain.completions).toHaveLength(COUNT);
});

test('waits for what a server stores late, and explains one that stores nothing', async ({
  page,
  plain,
}) => {
  plain.storeLater(1_500);
  await page.goto('/');
  await page.getByRole('switch', { name: /store/i }).first().check();
  await page.getByRole('textbox', { name: 'Message' }).fill('Kept a little later');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText(`Storedchatcmpl-plain-${COUNT}`)).toBeVisible();
  await page.getByRole('link', { name: 'Completions' }).click();
  await expect(row(page, COUNT)).toContainText('Kept a little later');

  for (const status of [404, 405]) {
    plain.keepNothing(status);
    await page.getByRole('button', { name: 'Refresh' }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('does not keep completions');
    await expect(alert).toContainText(String(status));
  }
  await expectAccessible(page);
  await page.goto('/review');
  await expect(page.getByRole('alert')).toContainText('does not keep completions');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByLabel('API key').fill(KEY);
  await page.getByRole('button', { name: 'Test connection' }).last().click();
  await expect(page.getByText(/answers, with 1 model; it keeps no completions/)).toBeVisible();
});
