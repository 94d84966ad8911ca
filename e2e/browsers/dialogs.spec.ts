import { store } from '../fixtures/test';
import { expect, test } from './test';

test('a click beside a dialog closes it, one within does not, and the focus is back', async ({
  reader,
  server,
}) => {
  const id = await store(server);
  const openers = [
    [`/completions/${id}`, 'button', 'Delete'],
    ['/', 'button', 'History'],
    ['/', 'button', 'Code'],
  ] as const;
  for (const [path, css, name] of openers) {
    await reader.goto(path);
    await reader.sees('h1, h2');
    await reader.rests();
    await reader.click(css, name);
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
});

test('the composer shows nine lines of a text, and is small again without it', async ({
  reader,
}) => {
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
});

test('the window narrows to a phone and widens again, with History open as well', async ({
  reader,
  server,
}) => {
  await store(server);
  for (const path of ['/', '/completions', '/review']) {
    await reader.goto(path);
    await reader.sees('h1, h2');
    for (const open of path === '/' ? [false, true] : [false]) {
      if (open) await reader.click('button', 'History');
      for (const width of [900, 700, 641, 639, 500, 390, 1440]) {
        await reader.tab.resize(width, 844);
        // Answers at all: the old fault held the page for good.
        expect(await reader.tab.run(() => innerWidth)).toBe(width);
      }
      await reader.rests();
    }
  }
});
