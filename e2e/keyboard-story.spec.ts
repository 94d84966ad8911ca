import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures/test';

/** Keys of the same job before there were keys for it: each Tab, arrow, Enter and letter, but for texts. */
const BEFORE = 42;

/** Presses keys, counts them, and never finds the focus on the body, from where Tab begins at the top of the page. */
function keyboard(page: Page) {
  let count = 0;
  const at = () => page.evaluate(() => document.activeElement?.matches('body') ?? true);
  return {
    pressed: () => count,
    press: async (...keys: string[]): Promise<void> => {
      for (const key of keys) {
        await page.keyboard.press(key);
        count += 1;
      }
      await expect.poll(at, { message: `the focus after ${keys.join(' ')}` }).toBe(false);
    },
    write: (text: string) => page.keyboard.type(text),
  };
}

test('ask, keep, find, judge, filter, review, undo and look around, by keys alone', async ({
  page,
}) => {
  const { press, write, pressed } = keyboard(page);
  const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();

  for (const [at, text] of ['How do I keep this?', 'And where is that?'].entries()) {
    await press('ControlOrMeta+Shift+o');
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
    await write(text);
    // Before the models are there the key would run nothing.
    await expect(page.getByRole('button', { name: /^Run/ })).toBeEnabled();
    await press('ControlOrMeta+Enter');
    await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Stored');
    if (at === 0) await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('');
  }
  await press('Tab');
  await press('g', 'c');
  await expect(heading(/^Completions/)).toBeVisible();

  // What was found is gone to without losing the search.
  await press('/');
  await write('keep this');
  await expect(heading('Completions 1 of 2')).toBeVisible();
  await press('Enter');
  await press('j');
  const link = page.getByRole('row', { name: /How do I keep this/ }).getByRole('link');
  await expect(link.first()).toBeFocused();
  await press('Enter');
  await expect(page.getByRole('link', { name: 'Back to completions' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'good' })).toBeVisible();
  await press('1');
  await expect(page.getByRole('button', { name: 'good', pressed: true })).toBeVisible();
  await expectAccessible(page);
  await press('Escape');
  await expect(heading('Completions 1 of 2')).toBeVisible();
  await expect(page).toHaveURL(/q=keep/);

  await press('f');
  await expect(page.getByRole('combobox', { name: 'Filter by' })).toBeFocused();
  await write('review=good');
  await press('Enter');
  await expect(page.getByRole('button', { name: 'Remove review is good' })).toBeVisible();
  await expect(heading('Completions 1 of 2')).toBeVisible();
  await press('j', 'p');
  await expect(page.getByRole('complementary', { name: /ompletion/ })).toContainText('How do I');
  await press('Escape');
  await expect(page).not.toHaveURL(/peek=/);

  await press('g', 'r');
  await expect(page.getByText('And where is that?').first()).toBeVisible();
  const bad = page.getByRole('button', { name: 'bad', pressed: true });
  await press('2');
  await expect(bad).toBeVisible();
  await press('u');
  await expect(bad).toHaveCount(0);

  await press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Search or jump' })).toBeFocused();
  await write('>trash');
  await press('Enter');
  await expect(heading(/^Data ?: Trash$/)).toBeVisible();
  await press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await press('Escape');
  await press('g', 'p');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();

  const keys = pressed();
  test.info().annotations.push({ type: 'keys', description: String(keys) });
  // oxlint-disable-next-line no-console -- the figure is what the story is for
  console.log(`${keys} keys, ${BEFORE} before`);
  expect(keys).toBeLessThan(BEFORE);
});
