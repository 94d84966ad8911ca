import { expect } from '@playwright/test';
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

/** Nine lines of a text are shown, and none of their room is kept without it. */
export async function expectGrowingComposer(reader: Reader) {
  await reader.goto('/');
  await reader.click('textarea', 'Message');
  const shown = () =>
    reader.tab.run(() => {
      const box = document.querySelector<HTMLTextAreaElement>('textarea[data-composer]')!;
      const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(box);
      const room = box.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
      return Math.round(room / parseFloat(lineHeight));
    });
  const before = await shown();
  for (let line = 1; line <= 9; line += 1) {
    await reader.type(`line ${line}`);
    if (line < 9) await reader.press('Shift+Enter');
  }
  await expect.poll(shown).toBe(9);
  await reader.press('Control+a');
  await reader.press('Backspace');
  await expect.poll(shown).toBe(before);
  // Nor does it keep the height of a width that it only passed through.
  await reader.tab.resize(390, 844);
  await expect.poll(shown).toBe(before);
  await reader.tab.resize(1440, 900);
  await expect.poll(shown).toBe(before);
}
