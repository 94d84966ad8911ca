import type { Page } from '@playwright/test';
import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from './fixtures/test';

type Sent = { messages: { role: string; content: unknown }[] };

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const picture = {
  type: 'image_url',
  image_url: { url: `data:image/png;base64,${PIXEL}`, detail: 'low' },
};
const pdf = {
  type: 'file',
  file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERg==' },
};

/** As a browser does it when files are pasted, or dropped on the page. */
async function bring(page: Page, type: 'paste' | 'drop', name: string, mime: string) {
  await page.getByRole('textbox', { name: 'Message' }).evaluate(
    (box, file) => {
      const bytes = Uint8Array.from(atob(file.base64), (char) => char.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], file.name, { type: file.mime }));
      const options = { bubbles: true, cancelable: true };
      box.dispatchEvent(
        file.type === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData: data })
          : new DragEvent('drop', { ...options, dataTransfer: data }),
      );
    },
    { type, name, mime, base64: PIXEL },
  );
}

test.beforeEach(async ({ page, upstream }) => {
  upstream.script((response, { method }) => {
    const models = { object: 'list', data: [{ id: 'scripted-1' }] };
    if (method === 'GET') return sendJson(response, models);
    sendEvents(response, [chunk({ role: 'assistant', content: 'Seen.' }, 'stop'), '[DONE]']);
    response.end();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

test('pictures, files and addresses go along with a message, and come back with its completion', async ({
  page,
  upstream,
}) => {
  const tiles = page.getByRole('list', { name: 'Attachments' }).getByRole('listitem');
  await page.getByLabel('Files to attach').setInputFiles([
    { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') },
    { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notes\n') },
    { name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') },
  ]);
  await expect(page.getByText('a.svg: models take PNG, JPEG, GIF and WebP')).toBeVisible();
  const box = page.getByRole('textbox', { name: 'Message' });
  await expect(box).toHaveValue('notes.md\n```\n# Notes\n```');
  await bring(page, 'paste', 'a.png', 'image/png');
  await expect(tiles).toHaveCount(2);
  await bring(page, 'drop', 'b.png', 'image/png');
  await expect(tiles).toHaveCount(3);
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Picture by its URL' }).click();
  await page.getByRole('textbox', { name: 'URL' }).fill('somewhere');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter a whole address')).toBeVisible();
  await page.getByRole('textbox', { name: 'URL' }).fill('https://pictures.test/c.png');
  await page.keyboard.press('Enter');
  await expect(tiles).toHaveCount(4);
  await page.getByRole('button', { name: 'Remove attachment 3' }).click();
  await page.getByLabel('Detail of attachment 2').selectOption('low');
  await expectAccessible(page);
  await page.reload();
  await expect(tiles).toHaveCount(3);

  await page.getByRole('button', { name: /^Run/ }).click();
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Seen.');
  await expect(tiles).toHaveCount(0);
  const body = upstream.received.findLast(({ method }) => method === 'POST')?.body ?? '{}';
  const content = [
    { type: 'text', text: 'notes.md\n```\n# Notes\n```' },
    pdf,
    picture,
    { type: 'image_url', image_url: { url: 'https://pictures.test/c.png' } },
  ];
  expect((JSON.parse(body) as Sent).messages).toEqual([{ role: 'user', content }]);

  await page.getByRole('article').getByRole('link', { name: 'Open', exact: true }).click();
  await page.getByRole('link', { name: 'Open in playground' }).click();
  await expect(page).toHaveURL(/\/\?conversation=/);
  const message = page.getByRole('article', { name: 'User' });
  await message.getByRole('button', { name: 'Edit' }).click();
  await expect(message.getByRole('listitem')).toHaveCount(3);
  await message.getByRole('button', { name: 'Remove attachment 1' }).click();
  await message.getByRole('textbox', { name: 'Text of the message' }).fill('Look');
  await message.getByRole('button', { name: 'Save and run' }).click();
  await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Seen.');
  const again = upstream.received.findLast(({ method }) => method === 'POST')?.body ?? '{}';
  expect((JSON.parse(again) as Sent).messages).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'Look' }, picture, content[3]] },
  ]);
});

test('only a user attaches, and a large paste stays text', { tag: '@edge' }, async ({ page }) => {
  const box = page.getByRole('textbox', { name: 'Message' });
  await bring(page, 'paste', 'a.png', 'image/png');
  await expect(page.getByRole('button', { name: 'Remove attachment 1' })).toBeVisible();
  await page.getByLabel('Role of the message').selectOption('system');
  await expect(page.getByText('Only a user can attach')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Run/ })).toBeDisabled();
  await bring(page, 'paste', 'b.png', 'image/png');
  await expect(page.getByText('b.png: Only the messages of a user')).toBeVisible();
  await page.getByRole('button', { name: 'Remove attachment 1' }).click();
  const text = 'All of it. '.repeat(90_000);
  await box.fill(text);
  await expect(box).toHaveValue(text);
  await expect(page.getByRole('button', { name: /^Run/ })).toBeEnabled();
});

test(
  'a file that the provider has is attached by its id',
  { tag: '@edge' },
  async ({ page, upstream }) => {
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    await page.getByRole('menuitem', { name: 'File by its id' }).click();
    const id = page.getByRole('textbox', { name: 'File id' });
    await id.fill('my report.pdf');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Enter the id of one file')).toBeVisible();
    await expectAccessible(page);
    await id.fill(' file-abc123 ');
    await page.keyboard.press('Enter');
    const tiles = page.getByRole('list', { name: 'Attachments' }).getByRole('listitem');
    await expect(tiles).toHaveText(/file-abc123\s*by id/);
    await page.getByRole('textbox', { name: 'Message' }).fill('Sum it up');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Seen.');
    await expect(page.getByRole('article', { name: 'User' })).toContainText('file-abc123');
    const body = upstream.received.findLast(({ method }) => method === 'POST')?.body ?? '{}';
    const file = { type: 'file', file: { file_id: 'file-abc123' } };
    expect((JSON.parse(body) as Sent).messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Sum it up' }, file] },
    ]);
  },
);
