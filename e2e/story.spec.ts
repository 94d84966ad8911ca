import { expect, expectAccessible, pressRun, test } from './fixtures/test';

test('chat, keep, find, tag, reload, delete: the main job from end to end', async ({
  page,
  server,
}) => {
  await page.goto('/');
  await expectAccessible(page);
  await page.getByRole('switch', { name: 'Store the answer' }).check();
  await page.getByRole('button', { name: 'Metadata' }).click();
  await page.getByLabel('Key 1').fill('env');
  await page.getByLabel('Value 1').fill('story');
  await page.getByRole('textbox', { name: 'Message' }).fill('How do I keep this?');
  await pressRun(page);

  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer.getByRole('heading', { name: 'A demo answer' })).toBeVisible();
  await expect(answer.getByText('Stored')).toBeVisible();
  await expect(answer.getByText(/tok\/s/)).toBeVisible();
  await expectAccessible(page);
  const id = (await answer.getByRole('link', { name: 'Open' }).getAttribute('title')) ?? '';

  // The conversation is still there after a reload, and so is the kept answer after a restart of the server.
  await page.reload();
  await expect(answer.getByRole('heading', { name: 'A demo answer' })).toBeVisible();
  await server.restart();

  await page.getByRole('link', { name: 'Completions' }).click();
  const row = page.getByRole('row', { name: /How do I keep this/ });
  await row.getByRole('button', { name: /env=story/ }).click();
  await expect(page).toHaveURL(/metadata(\[|%5B)env(\]|%5D)=story/);
  await row.getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`/completions/${id}(\\?in=.*)?$`));
  await expect(page.getByRole('heading', { name: 'A demo answer' })).toBeVisible();
  await expectAccessible(page);

  const metadata = page.getByRole('form', { name: 'Metadata' });
  await metadata.getByRole('button', { name: 'Add pair' }).click();
  await metadata.getByLabel('Key').last().fill('review');
  await metadata.getByLabel('Value').last().fill('good');
  await metadata.getByRole('button', { name: /save/i }).click();
  await expect(metadata.getByRole('button', { name: /save/i })).toBeHidden();
  await page.reload();
  await expect(metadata.getByLabel('Value').nth(1)).toHaveValue('good');
  const stored = await fetch(`${server.url}/v1/chat/completions/${id}`);
  expect(await stored.json()).toMatchObject({ metadata: { env: 'story', review: 'good' } });

  await page.getByRole('button', { name: 'Delete' }).click();
  const confirm = page.getByRole('alertdialog').getByRole('button', { name: 'Delete completion' });
  await expect(confirm).toBeVisible();
  await expectAccessible(page);
  await confirm.click();
  await expect(page).toHaveURL(/\/completions(\?|$)/);
  await expect(page.getByRole('link', { name: new RegExp(id) })).toHaveCount(0);
  await page.goto(`/completions/${id}`);
  await expect(
    page.getByRole('heading', { name: 'This completion is in the trash' }),
  ).toBeVisible();
  expect((await fetch(`${server.url}/v1/chat/completions/${id}`)).status).toBe(404);
});
