import { store } from '../fixtures/test';
import { expect, test } from './test';

test('files are pasted into a message, and text files of another encoding are read', async ({
  reader,
}) => {
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
});

test('a column is drawn wider by the mouse', async ({ reader, server }) => {
  await store(server);
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
});

test('formulas are as large as the text around them', async ({ reader, server }) => {
  const content = 'Text with $x$ and $\\sum_{i=0}^n i^2$ in it.\n\n$$E = mc^2$$';
  const id = await store(server, { messages: [{ role: 'user', content }] });
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
