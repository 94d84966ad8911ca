import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { store } from '../fixtures/test';
import type { Reader } from './reader';
import { expect, test } from './test';

test('what the server writes is downloaded, and so is what the page writes', async ({
  reader,
  server,
}) => {
  const content = 'Grüße, „Welt“; 1,5 €';
  const id = await store(server, { messages: [{ role: 'user', content }] });
  await reader.goto('/completions');
  for (const [format, ending] of [
    ['Records', '.jsonl'],
    ['Table', '.csv'],
  ] as const) {
    await reader.click('td input[type=checkbox]', 'Select', 0);
    await reader.click('[role=toolbar] button', 'Export');
    await reader.click('dialog label', format);
    await reader.click('dialog button', 'Download');
    await reader.seesNo('dialog');
    const text = await downloaded(reader, ending);
    expect(text).toContain(id);
    expect(text).toContain(ending === '.csv' ? content : JSON.stringify(content));
    await reader.click('button', 'Clear the selection');
  }
  await reader.goto('/data/audit');
  await reader.click('a[download]', 'Download');
  expect(await downloaded(reader, 'audit.csv')).toContain('subject');

  await reader.goto('/');
  await reader.fill('textarea', 'Message', content);
  await reader.press('Control+Enter');
  await reader.sees('article', 'Stored');
  await reader.click('button', 'History');
  await reader.click('dialog button', 'Export');
  expect(JSON.stringify(JSON.parse(await downloaded(reader, '.json')))).toContain(content);
});

test('copied code is what is pasted, and a copied picture becomes an attachment', async ({
  reader,
}) => {
  await reader.goto('/');
  await reader.fill('textarea', 'Message', 'A question');
  await reader.press('Control+Enter');
  await reader.sees('article', 'Stored');
  await reader.click('button', 'Code');
  await reader.click('dialog button', 'Copy code');
  await reader.sees('dialog button', 'Copied');
  await reader.press('Escape');
  await reader.seesNo('dialog');
  await reader.click('textarea', 'Message');
  await reader.press('Control+v');
  const message = () =>
    reader.tab.run(
      () => document.querySelector<HTMLTextAreaElement>('textarea[data-composer]')?.value ?? '',
    );
  await expect.poll(message).toContain('A question');

  // Copied by the page itself, since no driver can put a picture into the clipboard.
  await reader.tab.run(() => {
    const canvas = document.createElement('canvas');
    const png = new Promise<Blob>((done) => canvas.toBlob((blob) => done(blob!), 'image/png'));
    addEventListener(
      'click',
      () => void navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]),
      { once: true },
    );
  });
  await reader.click('textarea', 'Message');
  await reader.rests();
  await reader.press('Control+v');
  await reader.sees('img, figure', '');
});

/** The text of the one file with this ending, once it is whole. */
async function downloaded({ tab }: Reader, ending: string): Promise<string> {
  let text = '';
  await expect
    .poll(
      () => {
        const names = readdirSync(tab.downloads).filter((name) => name.endsWith(ending));
        const before = text;
        text = names.length > 0 ? readFileSync(join(tab.downloads, names[0] ?? ''), 'utf8') : '';
        return text !== '' && text === before;
      },
      { message: `a file ${ending} is downloaded`, timeout: 30_000, intervals: [300] },
    )
    .toBe(true);
  return text;
}
