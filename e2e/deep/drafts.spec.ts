import { startPlainServer } from '../fixtures/plain-server';
import { expect, expectAccessible, store, test } from '../fixtures/test';

test('what is typed into metadata survives Esc, j, another page, a reload and an outage, until it is saved or discarded', async ({
  page,
  server,
}) => {
  const ids: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    const metadata = { env: `e${i}` };
    ids.push(await store(server, { messages: [{ role: 'user', content: `Item ${i}` }], metadata }));
  }
  const form = page.getByRole('form', { name: 'Metadata' });
  const value = form.getByLabel(/^Value/);
  await page.goto(`/completions?peek=${ids[2]}`);
  await value.fill('half typed');
  await expect(form.getByText('Not saved')).toBeVisible();
  const row = page.getByRole('row', { name: /Item 2/ });
  await expect(row.getByTitle('Typed here and not saved yet')).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();
  await row.getByRole('button', { name: 'Peek' }).click();
  await expect(value).toHaveValue('half typed');

  await page.getByRole('heading', { name: 'Completions' }).click();
  await page.keyboard.press('j');
  await expect(value).toHaveValue('e1');
  await page.keyboard.press('k');
  await expect(value).toHaveValue('half typed');

  await page.goto(`/completions/${ids[2]}`);
  await expect(value).toHaveValue('half typed');
  await page.reload();
  await expect(value).toHaveValue('half typed');

  await page.route(/\/completions\//, (route) => route.abort('connectionrefused'));
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The metadata was not saved')).toBeVisible();
  await page.unrouteAll();
  await page.reload();
  await expect(value).toHaveValue('half typed');

  await form.getByRole('button', { name: 'Discard' }).click();
  await expect(value).toHaveValue('e2');
  await expect(form.getByRole('button', { name: 'Add pair' })).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(value).toHaveValue('half typed');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Metadata saved')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Add pair' })).toBeFocused();
  await expect(form.getByText('Not saved')).toBeHidden();
  await page.reload();
  await expect(value).toHaveValue('half typed');
  await expect(form.getByText('Not saved')).toBeHidden();
});

test('a draft meets what somebody else wrote meanwhile, on a server with OpenAI’s API alone too', async ({
  page,
}) => {
  const key = 'sk-plain-drafts';
  const plain = await startPlainServer(key, 2);
  await page.goto('/settings/browser');
  await page.getByLabel('Base URL').fill(plain.baseUrl);
  await page.getByLabel('API key').fill(key);
  await page.getByRole('checkbox', { name: /^Keep the key/ }).check();
  await page.getByRole('button', { name: 'Use this connection' }).click();
  await expect(page.getByRole('button', { name: /^Source: 127/ })).toBeVisible();
  await page.getByRole('link', { name: 'Completions' }).click();
  const row = page.getByRole('row', { name: /Plain answer 1/ });
  await row.hover();
  await row.getByRole('button', { name: 'Peek' }).click();
  const form = page.getByRole('form', { name: 'Metadata' });
  await form.getByRole('button', { name: 'Add pair' }).click();
  await form.getByLabel(/^Key/).last().fill('mine');
  await form
    .getByLabel(/^Value/)
    .last()
    .fill('typed');
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();
  const completion = plain.completions.find(({ id }) => id === 'chatcmpl-plain-1');
  if (completion) completion.metadata = { number: '1', theirs: 'written' };
  await page.reload();
  await row.hover();
  await row.getByRole('button', { name: 'Peek' }).click();
  await expect(form.getByText('Someone else changed other pairs meanwhile')).toBeVisible();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Metadata saved')).toBeVisible();
  expect(completion?.metadata).toEqual({ number: '1', theirs: 'written', mine: 'typed' });
  await plain.close();
});

test('what is typed over a message of the playground is kept until it is saved or discarded', async ({
  page,
  server,
}) => {
  const id = await store(server, { messages: [{ role: 'user', content: 'Before' }] });
  await page.goto(`/?from=${id}`);
  const message = page.getByRole('article', { name: 'User' });
  const editor = message.getByRole('textbox', { name: 'Text of the message' });
  await message.hover();
  await message.getByRole('button', { name: 'Edit' }).click();
  await editor.fill('Half typed');
  await expect(message.getByText('Not saved')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(editor).toBeHidden();
  await expect(message).toContainText('Before');
  await expect(message.getByText('Changes not saved')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Completions' }).click();
  await page.getByRole('link', { name: 'Playground' }).click();
  await message.getByRole('button', { name: 'Continue writing' }).click();
  await expect(editor).toHaveValue('Half typed');
  await editor.fill('Half typed, and more');
  await page.reload();
  await message.getByRole('button', { name: 'Discard' }).click();
  await expect(message.getByText('Changes not saved')).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await message.getByRole('button', { name: 'Continue writing' }).click();
  await expect(editor).toHaveValue('Half typed, and more');
  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByRole('dialog').getByText('Not sent or saved')).toBeVisible();
  await page.keyboard.press('Escape');
  await message.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(message).toContainText('Half typed, and more');
  await expect(message.getByText('not saved')).toBeHidden();
});
