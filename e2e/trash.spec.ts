import type { Page } from '@playwright/test';
import { expect, expectAccessible, store, test } from './fixtures/test';

async function deleteOpened(page: Page): Promise<void> {
  // A row of the table, which is there until the page is, has a button of that name, too.
  await expect(page.getByRole('form', { name: 'Metadata' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('stay in its trash for 7 days');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Delete completion' }).click();
  await expect(page.getByText('Completion deleted')).toBeVisible();
}

test('undoes a delete from the message that tells of it', async ({ page, server }) => {
  const id = await store(server, { metadata: { env: 'prod' } });
  await page.goto('/completions');
  await page.getByRole('row').nth(1).getByRole('link').first().click();
  await deleteOpened(page);
  await expect(page.getByRole('row')).toHaveCount(0);
  expect((await fetch(`${server.url}/v1/chat/completions/${id}`)).status).toBe(404);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Completion restored')).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(2);
  const restored = await fetch(`${server.url}/v1/chat/completions/${id}`);
  expect(await restored.json()).toMatchObject({ id, metadata: { env: 'prod' } });
});

test('lists what was deleted, restores one and erases another for good', async ({
  page,
  server,
}) => {
  const ask = (content: string) =>
    store(server, { messages: [{ role: 'user', content }], metadata: {} });
  const [kept, gone] = [await ask('Restore me'), await ask('Erase me <b>now</b>')];
  for (const id of [kept, gone]) {
    await fetch(`${server.url}/v1/chat/completions/${id}`, { method: 'DELETE' });
  }
  await page.goto('/data/jobs');
  await page.getByRole('link', { name: 'Trash' }).click();
  const trash = page.getByRole('list', { name: 'Deleted completions' });
  await expect(trash.getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);

  await trash
    .getByRole('listitem', { name: 'Restore me' })
    .getByRole('button', { name: 'Restore Restore me' })
    .click();
  await expect(page.getByText('Completion restored')).toBeVisible();
  await expect(trash.getByRole('listitem')).toHaveCount(1);
  await expect
    .poll(async () => (await fetch(`${server.url}/v1/chat/completions/${kept}`)).ok)
    .toBe(true);

  await trash.getByRole('button', { name: 'Erase now' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('This cannot be undone.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await trash.getByRole('button', { name: 'Erase now' }).click();
  await dialog.getByRole('button', { name: 'Erase completion' }).click();
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await expectAccessible(page);
  const again = await fetch(`${server.url}/api/trash/${gone}/restore`, { method: 'POST' });
  expect(again.status).toBe(404);
});

test(
  'restores a selection and erases all that is left',
  { tag: '@edge' },
  async ({ page, server }) => {
    const ids: string[] = [];
    for (const content of ['Thrown 0', 'Thrown 1', 'Thrown 2', 'Thrown 3', 'Thrown 3']) {
      ids.push(await store(server, { messages: [{ role: 'user', content }] }));
    }
    for (const id of ids) {
      await fetch(`${server.url}/v1/chat/completions/${id}`, { method: 'DELETE' });
    }
    await page.goto('/data/trash');
    await page.getByRole('checkbox', { name: 'Select Thrown 1' }).check();
    // Two of one text: the newest first.
    const twins = page.getByRole('checkbox', { name: /^Select Thrown 3, (created|id ending in) / });
    await expect(twins).toHaveCount(2);
    for (const button of ['Restore', 'Erase now:']) {
      const buttons = page.getByRole('button', { name: new RegExp(`^${button} Thrown 3, `) });
      const names = await buttons.evaluateAll((all) => all.map((each) => each.ariaLabel));
      expect([names.length, new Set(names).size]).toEqual([2, 2]);
    }
    await twins.first().check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Restore them' }).click();
    const notice = page.getByRole('region', { name: 'Job' });
    await expect(notice).toContainText('2 completions restored');
    await expect(page.getByText('Thrown 1')).toHaveCount(0);
    await page.getByRole('button', { name: 'Erase all…' }).click();
    await page.getByRole('button', { name: 'Erase 3 completions' }).click();
    await expect(notice).toContainText('3 completions erased');
    await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
    const list = await fetch(`${server.url}/v1/chat/completions`);
    expect(((await list.json()) as { data: { id: string }[] }).data.map(({ id }) => id)).toEqual([
      ids[1],
      ids[4],
    ]);
  },
);

test('on a phone the tab of what is shown is in view', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/data/audit');
  const tabs = page.getByRole('navigation', { name: 'Data' });
  await expect(tabs.getByRole('link', { name: 'Audit log' })).toBeInViewport({ ratio: 0.9 });
  await tabs.getByRole('link', { name: 'Metadata' }).click();
  await expect(page).toHaveURL(/metadata$/);
  await expect(tabs.getByRole('link', { name: 'Export and import' })).toBeInViewport();
});

test.describe('for a reader at the date line', () => {
  const timeZone = 'Pacific/Kiritimati';
  test.use({ timezoneId: timeZone });

  test('the audit log stands under the days of the reader', async ({ page, server }) => {
    const id = await store(server, {});
    await fetch(`${server.url}/v1/chat/completions/${id}`, { method: 'DELETE' });
    const answer = await fetch(`${server.url}/api/audit?topic=deletions`);
    const { data } = (await answer.json()) as { data: { at: number }[] };
    const at = (data[0]?.at ?? 0) * 1_000;
    const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone }).format(at);
    const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone }).format(at);
    for (const [daysLater, head] of [
      [0, `Today, ${day}`],
      [1, `Yesterday, ${day}`],
      [2, `${weekday}, ${day}`],
    ] as const) {
      await page.clock.setFixedTime(at + daysLater * 86_400_000);
      await page.goto('/data/audit?topic=deletions');
      const log = page.getByRole('table', { name: 'Audit log' });
      await expect(log.getByRole('rowheader')).toHaveText([head]);
      const line = log.getByRole('rowgroup').filter({ has: page.getByRole('rowheader') });
      await expect(
        line.getByRole('cell', { name: /^Somebody deleted a completion/ }),
      ).toBeVisible();
    }
    await expectAccessible(page);
  });
});
