import type { Page } from '@playwright/test';
import type { ChatkeepServer } from '../fixtures/chatkeep-server';
import { expect, expectAccessible, store, test } from '../fixtures/test';

async function metadataOf(server: ChatkeepServer, id: string): Promise<Record<string, string>> {
  const response = await fetch(`${server.url}/v1/chat/completions/${id}`);
  return ((await response.json()) as { metadata: Record<string, string> }).metadata;
}

function change(server: ChatkeepServer, id: string, metadata: object) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ metadata });
  return fetch(`${server.url}/v1/chat/completions/${id}`, { method: 'POST', headers, body });
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const event = new ClipboardEvent('paste', {
      clipboardData: data,
      bubbles: true,
      cancelable: true,
    });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

test('a value of several lines is edited without losing one of them', async ({ page, server }) => {
  const id = await store(server, { metadata: { note: 'one\ntwo\tthree', path: 'a\r\nb' } });
  await page.goto(`/completions/${id}`);
  const form = page.getByRole('form', { name: 'Metadata' });
  const note = form.getByLabel(/^Value/).first();
  await expect(note).toHaveValue('one\ntwo\tthree');
  await note.press('End');
  await note.press('Control+End');
  await note.pressSequentially('!');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Metadata saved')).toBeVisible();
  expect(await metadataOf(server, id)).toEqual({ note: 'one\ntwo\tthree!', path: 'a\r\nb' });

  // No field of a browser holds a carriage return: it is shown, and can be written anew.
  const path = form.getByLabel(/^Value/).nth(1);
  await expect(path).not.toBeEditable();
  await form.getByRole('button', { name: 'Replace it' }).click();
  await path.pressSequentially('c');
  // Pasted lines stay lines, in a field that had one.
  await form.getByRole('button', { name: 'Add pair' }).click();
  await page.keyboard.type('poem');
  const value = form.getByLabel(/^Value/).nth(2);
  await value.fill('xy');
  await value.press('ArrowLeft');
  await paste(page, 'rose\r\nviolet\n');
  await expect(value).toHaveValue('xrose\nviolety');
  await expect(value).toBeFocused();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() => metadataOf(server, id))
    .toEqual({ note: 'one\ntwo\tthree!', path: 'c', poem: 'xrose\nviolety' });
});

test('400 emoji are 400 characters', async ({ page, server }) => {
  const smiles = '😀'.repeat(400);
  const id = await store(server, { metadata: { face: 'x' } });
  await page.goto(`/completions/${id}`);
  const value = page.getByLabel(/^Value/).first();
  await value.fill(smiles);
  await page.getByRole('form', { name: 'Metadata' }).getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await metadataOf(server, id))['face']).toBe(smiles);
});

test('only the last edit can be taken back, and a clean merge is no failure', async ({
  page,
  server,
}) => {
  const id = await store(server, { metadata: { a: '1', b: '1' } });
  await page.goto(`/completions/${id}`);
  const form = page.getByRole('form', { name: 'Metadata' });
  const save = form.getByRole('button', { name: 'Save' });
  const value = form.getByLabel(/^Value/).first();
  for (const next of ['2', '3']) {
    await value.fill(next);
    await save.click();
    await expect.poll(async () => (await metadataOf(server, id))['a']).toBe(next);
  }
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toHaveCount(1);
  await undo.click();
  await expect.poll(async () => (await metadataOf(server, id))['a']).toBe('2');
  await expect(page.getByText('The metadata could not be restored')).toBeHidden();

  // Somebody else changes another pair while this one is edited.
  await value.fill('4');
  await change(server, id, { a: '2', b: 'theirs', c: 'new' });
  await save.click();
  await expect.poll(() => metadataOf(server, id)).toEqual({ a: '4', b: 'theirs', c: 'new' });
  await expect(form).toContainText('they are merged in');
  await expect(page.getByText('The metadata was not saved')).toBeHidden();
  // The same pair: somebody has to choose.
  await value.fill('5');
  await change(server, id, { a: 'other' });
  await save.click();
  await expect(form).toContainText('other');
  expect(await metadataOf(server, id)).toEqual({ a: 'other' });
});
