import { cutInPrint } from '../fixtures/cut-in-print';
import { store } from '../fixtures/test';
import { expectClosedByClickBeside, expectGrowingComposer, expectGrowingField } from './expect';
import { expect, test } from './test';

test('a click beside a dialog closes it, one within does not, and the focus is back', async ({
  reader,
  server,
}) => {
  await expectClosedByClickBeside(reader, `/completions/${await store(server)}`, 'Delete');
  await expectClosedByClickBeside(reader, '/', 'History');
});

test('fields grow with their text, and the window may narrow to a phone and widen again', async ({
  reader,
  server,
}) => {
  await expectGrowingComposer(reader);
  await expectGrowingField(reader, server);
  for (const path of ['/', '/completions', '/review']) {
    await reader.goto(path);
    await reader.sees('h1, h2');
    for (const open of path === '/' ? [false, true] : [false]) {
      if (open) await reader.click('button', 'History');
      for (const width of [700, 641, 639, 390, 1440]) {
        await reader.tab.resize(width, 844);
        // Answers at all: the old fault held the page for good.
        expect(await reader.tab.run(() => innerWidth)).toBe(width);
      }
    }
  }
});

// Its driver cannot print, so the rules for print are made those of the screen.
test('a long completion, its review and a difference are laid out whole for print', async ({
  reader,
  server,
}) => {
  const text = Array.from({ length: 150 }, (_, i) => `Paragraph ${i} of this text.`).join('\n\n');
  const ask = (content: string) => store(server, { messages: [{ role: 'user', content }] });
  const id = await ask(text);
  const other = await ask(text.replace('Paragraph 74 of', 'Another one: 74 of'));
  for (const width of [1440, 390]) {
    await reader.tab.resize(width, 900);
    for (const path of [`/completions/${id}`, '/review', `/compare?a=${id}&b=${other}`]) {
      await reader.goto(path);
      const copies = () =>
        reader.tab.run(() => document.body.textContent.split('Paragraph 149 of this').length - 1);
      await expect.poll(copies, { message: 'all texts are there' }).toBeGreaterThanOrEqual(2);
      const texts = ['Paragraph 0 of', 'Paragraph 75 of', 'Paragraph 149 of'];
      const onScreen = await reader.tab.run(cutInPrint, texts);
      expect(onScreen, `${path} at ${width} scrolls on the screen`).not.toEqual([]);
      expect(await reader.tab.run(printOnScreen)).toBeGreaterThan(0);
      const printed = () => reader.tab.run(cutInPrint, texts);
      await expect.poll(printed, { message: `${path} at ${width}` }).toEqual([]);
    }
  }
});

/** Runs in the page, and resolves with how many rules it has turned. */
function printOnScreen(): number {
  let turned = 0;
  const turn = (rules: CSSRuleList) => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') {
        rule.media.mediaText = 'all';
        turned += 1;
      }
      if ('cssRules' in rule) turn(rule.cssRules as CSSRuleList);
    }
  };
  for (const sheet of document.styleSheets) turn(sheet.cssRules);
  dispatchEvent(new Event('beforeprint'));
  return turned;
}
