import type { Page } from '@playwright/test';
import { expect, store, test } from '../fixtures/test';

type Dropped = { types: 'file' | 'text'; target: string };

/** Whether the page took the drop from the browser, which otherwise opens a file in place of the page. */
function isTaken(
  page: Page,
  { types, target }: Dropped,
): Promise<{ over: boolean; drop: boolean }> {
  return page.evaluate(
    (what) => {
      const dataTransfer = new DataTransfer();
      if (what.types === 'file') dataTransfer.items.add(new File(['{}'], 'notes.bin'));
      else dataTransfer.setData('text/plain', 'some words');
      const at = document.querySelector(what.target);
      if (!at) throw new Error(`There is no ${what.target}`);
      const send = (type: string) => {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        at.dispatchEvent(event);
        return event.defaultPrevented;
      };
      return { over: send('dragover'), drop: send('drop') };
    },
    { types, target },
  );
}

test('a file that misses its target does not take the place of the page', async ({
  page,
  server,
}) => {
  const id = await store(server);
  for (const path of [
    '/',
    '/completions',
    '/review',
    '/settings',
    '/data/transfer',
    `/completions/${id}`,
    '/no-such-page',
  ]) {
    await page.goto(path);
    await expect(page.locator('h1, h2').first()).toBeAttached();
    for (const target of ['body', '#root', 'main', 'main :is(h1, h2)']) {
      expect(await isTaken(page, { types: 'file', target }), `${target} of ${path}`).toEqual({
        over: true,
        drop: true,
      });
    }
  }
});

test('text, and a file meant for a field of files, are left to the browser', async ({
  page,
  server,
}) => {
  const left = { over: false, drop: false };
  await store(server);
  await page.goto('/completions');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  // By itself, as an extension may add one: those of ours stand in a place that takes files.
  await page.evaluate(() => {
    const field = document.createElement('input');
    field.type = 'file';
    document.body.append(field);
  });
  expect(await isTaken(page, { types: 'file', target: 'body > input[type=file]' })).toEqual(left);
  expect(await isTaken(page, { types: 'text', target: 'main input' })).toEqual(left);
  expect(await isTaken(page, { types: 'text', target: 'main' })).toEqual(left);
});
