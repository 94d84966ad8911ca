import type { Page } from '@playwright/test';
import { expect, expectAccessible, store, test } from './fixtures/test';

async function deleteOpened(page: Page): Promise<void> {
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
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Open the trash' }).click();
  const trash = page.getByRole('list', { name: 'Deleted completions' });
  await expect(trash.getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);

  await trash
    .getByRole('listitem', { name: 'Restore me' })
    .getByRole('button', { name: 'Restore' })
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
