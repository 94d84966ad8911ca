import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { PlainText } from '@/components/markdown/plain-text';

/** Characters that are put into the page while a text grows by `step`. */
async function workFor(text: string, step: number): Promise<number> {
  let work = 0;
  const { container, rerender } = render(<PlainText text={text.slice(0, step)} />);
  const count = (records: MutationRecord[]) => {
    for (const { type, target, addedNodes } of records) {
      const changed = type === 'characterData' ? [target] : [...addedNodes];
      work += changed.reduce((sum, node) => sum + (node.textContent?.length ?? 0), 0);
    }
  };
  const observer = new MutationObserver(count);
  observer.observe(container, { subtree: true, childList: true, characterData: true });
  for (let end = step; end < text.length + step; end += step) {
    rerender(<PlainText text={text.slice(0, end)} />);
    count(observer.takeRecords());
  }
  expect(container.textContent).toBe(text);
  observer.disconnect();
  return work;
}

test.each([
  ['lines', 'a line of plain text\n'],
  ['one line', 'words and '],
  ['one word', 'x'],
  ['emoji', '👩‍👩‍👧'],
])('twice as much of %s is twice the work, not four times', async (_, piece) => {
  const text = (length: number) => piece.repeat(length / piece.length);
  const [half, all] = [await workFor(text(60_000), 700), await workFor(text(120_000), 700)];
  expect(all / half).toBeLessThan(2.5);
});

test('a long text is printed whole', () => {
  const { container } = render(<PlainText text={`${'line\n'.repeat(5_000)}END`} />);
  expect(container.textContent).not.toContain('END');
  globalThis.dispatchEvent(new Event('beforeprint'));
  expect(container.textContent).toContain('END');
});
