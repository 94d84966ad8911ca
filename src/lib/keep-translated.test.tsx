import { render } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import { keepTranslated } from '@/lib/keep-translated';

beforeAll(() => keepTranslated(document));

/** What translators do: every text becomes an element. */
function translate(): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text); // it shows texts alone
  for (const text of texts) {
    if (text.parentElement?.localName === 'font') continue;
    const font = document.createElement('font');
    font.append(document.createElement('font'));
    font.firstElementChild?.append(text.data.toUpperCase());
    text.replaceWith(font);
  }
}

function Count({ count, name }: { count: number; name: string | null }) {
  return (
    <p>
      {count} of {name}
      {count > 1 && <b>many</b>}
      {name !== null && ' rows'}
    </p>
  );
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('texts change, come and go on a translated page', async () => {
  const { container, rerender, unmount } = render(<Count count={1} name="x" />);
  const states: [number, string | null, string][] = [
    [2, 'y', '2 of ymany rows'],
    [3, null, '3 of many'],
    [1, null, '1 of '],
    [4, 'z', '4 of zmany rows'],
    [0, 'z', '0 of z rows'],
  ];
  for (const [count, name, text] of states) {
    translate();
    translate();
    // A translator is a task of its own.
    await settled();
    rerender(<Count count={count} name={name} />);
    await settled();
    expect(container.textContent?.toLowerCase()).toBe(text);
  }
  translate();
  unmount();
  expect(container.textContent).toBe('');
});

test('a mistake that no translator made throws as ever', () => {
  const [one, two] = [document.createElement('p'), document.createElement('p')];
  expect(() => one.removeChild(two)).toThrow();
  expect(() => one.insertBefore(document.createElement('b'), two)).toThrow();
});
