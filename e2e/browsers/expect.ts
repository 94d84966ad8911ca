import { expect } from '@playwright/test';
import type { ChatkeepServer } from '../fixtures/chatkeep-server';
import { store } from '../fixtures/test';
import type { Reader } from './reader';

/** The dialog that the button of this name opens closes by a click beside it alone, and the focus is on the button. */
export async function expectClosedByClickBeside(reader: Reader, path: string, name: string) {
  await reader.goto(path);
  await reader.sees('h1, h2');
  await reader.rests();
  await reader.click('button', name);
  await reader.sees('dialog[open]');
  await reader.rests();
  const [x, y] = await reader.tab.run(() => {
    const { left, top } = document.querySelector('dialog[open]')!.getBoundingClientRect();
    return [Math.round(left), Math.round(top)] as const;
  });
  await reader.clickAt(x + 40, y + 20);
  await reader.sees('dialog[open]');
  await reader.clickAt(x - 20, 300);
  await reader.seesNo('dialog[open]');
  expect(await reader.focused(), `after ${name}`).toContain(`BUTTON ${name}`);
}

/** Nine lines of a text are shown, at any width, and none of their room is kept without it. */
export async function expectGrowingComposer(reader: Reader) {
  await reader.goto('/');
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ] as const) {
    await reader.tab.resize(width, height);
    await reader.click('textarea', 'Message');
    const shown = () => shownLines(reader, 'textarea[data-composer]');
    const before = await shown();
    for (let line = 1; line <= 9; line += 1) {
      await reader.type(String(line));
      if (line < 9) await reader.press('Shift+Enter');
    }
    await expect.poll(shown, `at ${width}`).toBe(9);
    await reader.press('Control+a');
    await reader.press('Backspace');
    await expect.poll(shown, `empty, at ${width}`).toBe(before);
  }
  // A text that wraps on a phone needs fewer lines where there is room again.
  await reader.type('wide '.repeat(12));
  const shown = () => shownLines(reader, 'textarea[data-composer]');
  const wide = await shown();
  await reader.tab.resize(390, 844);
  await expect.poll(shown, 'wrapped').toBeGreaterThanOrEqual(wide);
  await reader.tab.resize(1440, 900);
  await expect.poll(shown, 'not wrapped any more').toBe(wide);
}

/** A field whose text has lines shows all of them, and the ones that are written into it. */
export async function expectGrowingField(reader: Reader, server: ChatkeepServer) {
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ] as const) {
    await reader.tab.resize(width, height);
    const id = await store(server, { metadata: { remark: 'one\ntwo\nthree' } });
    await reader.goto(`/completions/${id}`);
    await reader.sees('textarea', 'Value for remark');
    await reader.rests();
    await expect(async () => {
      await reader.click('textarea', 'Value for remark');
      expect(await reader.focused()).toContain('TEXTAREA');
    }).toPass();
    const shown = () => shownLines(reader, 'form[aria-label=Metadata] textarea');
    await expect.poll(shown, `at ${width}`).toBe(3);
    await reader.press('Control+a');
    await reader.type('words that need more than three lines of a field '.repeat(4));
    await expect.poll(shown, `longer, at ${width}`).toBeGreaterThan(3);
    await reader.press('Control+a');
    await reader.type('one');
    await expect.poll(shown, `short, at ${width}`).toBe(1);
  }
}

function shownLines(reader: Reader, css: string): Promise<number> {
  return reader.tab.run((selector) => {
    const box = document.querySelector<HTMLTextAreaElement>(selector)!;
    const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(box);
    const room = box.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
    return Math.round(room / parseFloat(lineHeight));
  }, css);
}
