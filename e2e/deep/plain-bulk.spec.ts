import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { type PlainServer, startPlainServer } from '../fixtures/plain-server';
import { expect, expectAccessible, test } from '../fixtures/test';

const KEY = 'sk-plain-canary-4410';

async function connect(page: Page, plain: PlainServer): Promise<void> {
  await page.goto('/settings/browser');
  await page.getByLabel('Base URL').fill(plain.baseUrl);
  await page.getByLabel('API key').fill(KEY);
  await page.getByRole('button', { name: 'Use this connection' }).click();
  await expect(page.getByRole('button', { name: /^Source: 127/ })).toBeVisible();
}

async function selectAll(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Completions' }).click();
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await page.getByRole('button', { name: 'Select all matching' }).click();
}

test('deletes everything of a server that has no jobs, can be taken back in time, and goes on after a reload', async ({
  page,
}) => {
  const plain = await startPlainServer(KEY, 45);
  await connect(page, plain);
  await selectAll(page);
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete 45 completions?' });
  await expect(dialog).toContainText('has no trash');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Delete 45 completions' }).click();
  const notice = page.getByRole('region', { name: 'Job of this browser' });
  await expect(notice).toContainText('Nothing is sent yet');
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(notice).toContainText('0 completions deleted, then cancelled');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  expect(plain.completions).toHaveLength(45);

  await selectAll(page);
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  plain.refuse(6);
  plain.slow(300);
  await dialog.getByRole('button', { name: 'Delete 45 completions' }).click();
  await expect.poll(() => plain.completions.length, { timeout: 15_000 }).toBeLessThan(40);
  await notice.getByRole('button', { name: 'Pause' }).click();
  await expect(notice).toContainText('Paused');
  plain.slow(0);
  await page.reload();
  await expect(notice).toContainText('Paused');
  await expectAccessible(page);
  const left = plain.completions.length;
  expect(left).toBeGreaterThan(0);
  // The key was in memory alone: the job waits for it.
  await notice.getByRole('button', { name: 'Resume' }).click();
  await expect(notice).toContainText('Waits for the API key');
  expect(plain.completions).toHaveLength(left);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('link', { name: 'This browser, about' }).click();
  await page.getByLabel('API key').fill(KEY);
  await page.getByRole('button', { name: 'Use this connection' }).click();
  // Calls that the reload cut off were carried out all the same: their completions were gone already.
  await expect(notice).toContainText(/\d completions deleted/);
  const said = await notice.textContent();
  const count = (pattern: RegExp) => Number(pattern.exec(said ?? '')?.[1] ?? 0);
  expect(count(/(\d+) completions deleted/) + count(/(\d+) w(?:as|ere) gone already/)).toBe(45);
  expect(plain.completions).toEqual([]);
  await notice.getByRole('link', { name: 'All jobs' }).click();
  await expect(page.getByRole('list', { name: 'Jobs of this browser' })).toContainText(
    'every completion that is stored',
  );
  await expectAccessible(page);
  await plain.close();
});

test('tags and exports what is selected on a server that has no jobs', async ({ page }) => {
  const plain = await startPlainServer(KEY, 3);
  await connect(page, plain);
  await page.getByRole('link', { name: 'Completions' }).click();
  await page.getByRole('row').nth(1).getByRole('checkbox').click();
  await page.getByRole('row').nth(2).getByRole('checkbox').click();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await bar.getByRole('button', { name: 'Tag' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tag completions' });
  await dialog.getByLabel('Key').fill('review');
  await dialog.getByLabel('Value').fill('good');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await dialog.getByRole('button', { name: 'Tag 2 completions' }).click();
  const notice = page.getByRole('region', { name: 'Job of this browser' });
  await expect(notice).toContainText('2 completions tagged');
  expect(plain.completions.map(({ metadata }) => metadata)).toEqual([
    { number: '0' },
    { number: '1', review: 'good' },
    { number: '2', review: 'good' },
  ]);
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(notice).toContainText('2 completions restored');
  expect(plain.completions.map(({ metadata }) => metadata)).toEqual([
    { number: '0' },
    { number: '1' },
    { number: '2' },
  ]);

  // A browser that cannot write files as they come keeps the file until its end.
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.getByRole('row').nth(1).getByRole('checkbox').click();
  await bar.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export 1 completion' }).click();
  const line = await readFile(await (await download).path(), 'utf8');
  expect(JSON.parse(line)).toMatchObject({
    id: 'chatcmpl-plain-2',
    choices: [{ message: { content: 'Plain answer 2' } }],
    messages: [{ role: 'user', content: 'Plain prompt of chatcmpl-plain-2' }],
  });

  // Selected from the last to the first, written as the table shows them.
  await page.getByRole('button', { name: 'Clear the selection' }).click();
  for (const at of [3, 1, 2]) await page.getByRole('row').nth(at).getByRole('checkbox').click();
  await bar.getByRole('button', { name: 'Export' }).click();
  const second = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export 3 completions' }).click();
  const lines = (await readFile(await (await second).path(), 'utf8')).trim().split('\n');
  expect(lines.map((each) => (JSON.parse(each) as { id: string }).id)).toEqual([
    'chatcmpl-plain-2',
    'chatcmpl-plain-1',
    'chatcmpl-plain-0',
  ]);
  await plain.close();
});

test('renames in a circle and replaces values where a server has no jobs, after counting', async ({
  page,
}) => {
  const plain = await startPlainServer(KEY, 2);
  const [first, second] = plain.completions;
  if (!first || !second) throw new Error('there are no completions');
  first.metadata = { a: '1', b: '2' };
  second.metadata = { a: '3', b: '4', old: 'x' };
  await connect(page, plain);
  await page.getByRole('link', { name: 'Completions' }).click();
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await bar.getByRole('button', { name: 'Tag' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tag completions' });
  const lines = dialog.getByRole('listitem');
  async function rename(from: string, to: string) {
    await lines.last().getByLabel('Change').selectOption('Rename key');
    await lines.last().getByLabel('Key', { exact: true }).fill(from);
    await lines.last().getByLabel('New key').fill(to);
  }
  await rename('a', 'b');
  // The value of b would go.
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await expect(dialog).toContainText('Values lost2, where a renamed key replaces another');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Another change' }).click();
  await expect(dialog.getByText('Values lost')).toBeHidden();
  await rename('b', 'a');
  await dialog.getByRole('button', { name: 'Another change' }).click();
  await lines.last().getByLabel('Change').selectOption('Replace value');
  await lines.last().getByLabel('Key', { exact: true }).fill('old');
  await lines.last().getByLabel('Old value').fill('x');
  await lines.last().getByLabel('New value').fill('y');
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await expect(dialog).toContainText('Would change2');
  await expect(dialog.getByText('Values lost')).toBeHidden();
  await dialog.getByRole('button', { name: 'Tag 2 completions' }).click();
  await expect(page.getByRole('region', { name: 'Job of this browser' })).toContainText(
    '2 completions tagged',
  );
  expect(plain.completions.map(({ metadata }) => metadata)).toEqual([
    { a: '2', b: '1' },
    { a: '4', b: '3', old: 'y' },
  ]);
  await plain.close();
});

test('does not offer “all that match” where the server cannot apply the filter', async ({
  page,
}) => {
  const plain = await startPlainServer(KEY, 3);
  await connect(page, plain);
  await page.evaluate(() => history.pushState(null, '', '/completions?tokens_min=2'));
  await page.getByRole('link', { name: 'Completions' }).click();
  await page.goBack();
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await page.getByRole('button', { name: 'Select all matching' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('alert')).toContainText('cannot filter by tokens ≥ 2');
  await expect(dialog.getByRole('button', { name: /^Delete \d/ })).toHaveCount(0);
  expect(plain.completions).toHaveLength(3);
  await plain.close();
});
