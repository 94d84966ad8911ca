import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { store } from '../fixtures/test';
import type { Reader } from './reader';
import { expect, test } from './test';

test('files, copied code and a copied picture are pasted into a message', async ({ reader }) => {
  await reader.goto('/');
  await reader.click('textarea', 'Message');
  await reader.tab.run(() => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['one,two'], 'table.csv', { type: 'text/csv' }));
    clipboardData.items.add(new File([Uint8Array.of(0x6e, 0xe4)], 'l.txt', { type: 'text/plain' }));
    const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
    // Firefox makes the event without what it is given.
    Object.defineProperty(paste, 'clipboardData', { value: clipboardData });
    document.activeElement?.dispatchEvent(paste);
  });
  const message = () =>
    reader.tab.run(
      () => document.querySelector<HTMLTextAreaElement>('textarea[data-composer]')?.value ?? '',
    );
  await expect.poll(message).toContain('one,two');
  await expect.poll(message).toContain('n\u00e4');

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

test('what the server and the page write is downloaded', async ({ reader, server }) => {
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

test('a column is drawn wider by the mouse, and formulas are as large as the text around them', async ({
  reader,
  server,
}) => {
  const content = 'Text with $x$ and $\\sum_{i=0}^n i^2$ in it.\n\n$$E = mc^2$$';
  const id = await store(server, { messages: [{ role: 'user', content }] });
  await reader.goto('/completions');
  const edge = '[role=separator][aria-label^="Width of Model"]';
  const { x, y } = await reader.sees(edge);
  await reader.rests();
  const width = () =>
    reader.tab.run(
      (css) => document.querySelector(css)!.parentElement!.getBoundingClientRect().width,
      edge,
    );
  const before = await width();
  await reader.tab.mouse([
    { type: 'pointerMove', x, y },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerMove', x: x + 30, y },
    { type: 'pointerMove', x: x + 60, y },
    { type: 'pointerUp', button: 0 },
  ]);
  await expect.poll(async () => Math.round((await width()) - before)).toBe(60);

  await reader.goto(`/completions/${id}`);
  await reader.sees('math');
  const sizes = await reader.tab.run(() => {
    const px = (element: Element) => parseFloat(getComputedStyle(element).fontSize);
    return [...document.querySelectorAll('math')].map((math) => {
      const text = px(math.closest('p, td, div')!);
      // Letters on the line itself: those above and below it are smaller.
      const letters = [...math.querySelectorAll('mi')].filter(
        (each) => each.textContent === 'x' || each.textContent === 'E',
      );
      return [math, ...letters].map((each) => px(each) / text);
    });
  });
  expect(sizes.length).toBeGreaterThan(2);
  for (const size of sizes.flat()) {
    expect(size).toBeGreaterThanOrEqual(1);
    expect(size).toBeLessThan(1.3);
  }
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
