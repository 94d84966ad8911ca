import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, store, test } from './fixtures/test';
import type { ChatkeepServer } from './fixtures/chatkeep-server';

async function fill(server: ChatkeepServer, count: number, metadata = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const messages = [{ role: 'user', content: `Question ${i}` }];
    ids.push(await store(server, { messages, metadata: { env: 'test', ...metadata } }));
  }
  return ids;
}

async function stored(server: ChatkeepServer, query = ''): Promise<number> {
  const response = await fetch(`${server.url}/api/completions?${query}`);
  return ((await response.json()) as { total: { value: number } }).total.value;
}

test('deletes all that match, and no other, after counting them, and takes it back', async ({
  page,
  server,
}) => {
  await fill(server, 5);
  await fill(server, 2, { env: 'prod' });
  await page.goto('/completions?metadata[env]=test&limit=3');
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar).toContainText('3 selected');
  await bar.getByRole('button', { name: 'Select all 5 matching' }).click();
  await expect(bar).toContainText('All 5 selected');
  // The selection is that of the list, so it is there on the next page, too.
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page.getByRole('row').nth(1).getByRole('checkbox')).toBeChecked();
  await bar.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete 5 completions?' });
  await expect(dialog).toContainText('every completion that matches env=test');
  await expect(dialog).toContainText('Oldest');
  await expect(dialog).toContainText('for 7 days all of it can be restored');
  await expectAccessible(page);
  // Nothing is cut off on a phone.
  const size = page.viewportSize();
  await page.setViewportSize({ width: 340, height: 740 });
  for (const button of await dialog.getByRole('button').all()) {
    await expect(button).toBeInViewport({ ratio: 1 });
  }
  if (size) await page.setViewportSize(size);
  // What comes in after the count is not deleted.
  await fill(server, 1);
  await dialog.getByRole('button', { name: 'Delete 5 completions' }).click();
  const notice = page.getByRole('region', { name: 'Job' });
  await expect(notice).toContainText('5 completions deleted');
  await expectAccessible(page);
  await expect.poll(() => stored(server, 'metadata[env]=test')).toBe(1);
  expect(await stored(server)).toBe(3);

  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(notice).toContainText('5 completions restored');
  expect(await stored(server, 'metadata[env]=test')).toBe(6);
  await expect(bar).toBeHidden();
});

test(
  'forgets what was counted when nobody starts it, and forgets a selection with its filter',
  { tag: '@edge' },
  async ({ page, server }) => {
    await fill(server, 3);
    await page.goto('/completions');
    await page.getByRole('row').nth(1).getByRole('link').first().focus();
    await page.keyboard.press('x');
    const bar = page.getByRole('toolbar', { name: 'Selection' });
    await expect(bar).toContainText('1 selected');
    // With Shift, all rows since the one before.
    await page
      .getByRole('row')
      .nth(3)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await expect(bar).toContainText('3 selected');
    await bar.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('alertdialog');
    await expect(dialog).toContainText('3 selected completions');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect
      .poll(async () => {
        const response = await fetch(`${server.url}/api/jobs`);
        return ((await response.json()) as { data: unknown[] }).data.length;
      })
      .toBe(0);
    await page
      .getByRole('button', { name: /env=test/ })
      .first()
      .click();
    await expect(page).toHaveURL(/metadata\[env\]=test/);
    await expect(bar).toBeHidden();
    expect(await stored(server)).toBe(3);
  },
);

test('tags the selected ones after telling what changes, lists what failed, and takes it back', async ({
  page,
  server,
}) => {
  const pairs = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`k${i}`, 'v']));
  await fill(server, 2);
  await fill(server, 1, pairs);
  await page.goto('/completions');
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).click();
  await page.getByRole('button', { name: 'Tag' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tag completions' });
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Name a key.');
  await dialog.getByLabel('Key').fill('review');
  await dialog.getByLabel('Value').fill('good');
  await dialog.getByRole('button', { name: 'Count what changes' }).click();
  await expect(dialog).toContainText('1 would have more than 16 and stay as they are');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Tag 2 completions' }).click();
  const notice = page.getByRole('region', { name: 'Job' });
  await expect(notice).toContainText('2 completions tagged');
  await expect(notice).toContainText('1 failed');
  expect(await stored(server, 'metadata[review]=good')).toBe(2);

  await notice.getByRole('link', { name: 'All jobs' }).click();
  const jobs = page.getByRole('region', { name: 'Jobs of this server' });
  await jobs.getByRole('button', { name: '1 failed' }).click();
  await expect(jobs).toContainText('it would have 17 pairs, more than 16');
  await expectAccessible(page);
  await jobs.getByRole('button', { name: 'Undo' }).click();
  const done = (count: number) => jobs.getByRole('list', { name: `Done ${count}` });
  await expect(done(2).getByRole('listitem')).toHaveCount(2);
  await expect.poll(() => stored(server, 'metadata[review]=good')).toBe(0);

  await jobs.getByRole('radio', { name: 'With failures 1' }).click();
  await expect(page).toHaveURL(/\/data\/jobs\?failures=true$/);
  await expect(done(2).getByRole('listitem')).toHaveCount(1);
  await expect(done(2)).toContainText('1 failed');
  await expectAccessible(page);
  await page.reload();
  await expect(done(2).getByRole('listitem')).toHaveCount(1);
  await jobs.getByRole('radio', { name: 'All 2' }).click();
  await expect(done(2).getByRole('listitem')).toHaveCount(2);
});

test('exports what is selected, and brings a file in again with its bad lines named', async ({
  page,
  server,
}) => {
  const ids = await fill(server, 3);
  await page.goto('/completions');
  await page.getByRole('row').nth(1).getByRole('checkbox').click();
  await page.getByRole('row').nth(2).getByRole('checkbox').click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export completions' });
  await expect(dialog.getByText('Fine-tuning (JSONL)')).toBeVisible();
  await expect(dialog).toContainText('newest first as in the table');
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const file = await (await download).path();
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual([ids[2], ids[1]]);
  await expect(page.getByRole('region', { name: 'Job' })).toContainText('2 completions exported');

  await fetch(`${server.url}/v1/chat/completions/${ids[2]}`, { method: 'DELETE' });
  await page.goto('/data/transfer');
  await page.getByLabel('File to import').setInputFiles({
    name: 'records.jsonl',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from([...lines, 'no json', ''].join('\n')),
  });
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'imported' })).toContainText(
    '1 completion imported, 1 here already, 1 line not readable',
  );
  await expect(page.getByRole('table')).toContainText('not one valid JSON object');
  await page.getByRole('button', { name: 'Mend line 3' }).click();
  const line = page.getByRole('textbox', { name: 'Line 3' });
  await expect(line).toHaveValue('no json');
  await line.fill('{"id":"mended"}');
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(page.getByRole('table')).not.toContainText('not one valid JSON object');
  await expectAccessible(page);
  expect(await stored(server)).toBe(3);
  await line.fill((lines[0] ?? '').replaceAll(ids[2] ?? '', 'mended'));
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(page.getByText('Fixed and stored')).toBeFocused();
  await expectAccessible(page);
  expect(await stored(server)).toBe(4);
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByRole('table', { name: 'Audit log' })).toContainText(
    'finished an import: 1 completion',
  );
  await expectAccessible(page);
});
