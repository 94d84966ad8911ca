import { store } from '../fixtures/test';
import { expectClosedByClickBeside, expectGrowingComposer } from './expect';
import { expect, test } from './test';

test('a click beside a dialog closes it, one within does not, and the focus is back', async ({
  reader,
  server,
}) => {
  const id = await store(server);
  const openers = [
    [`/completions/${id}`, 'Delete'],
    ['/', 'History'],
    ['/', 'Code'],
  ] as const;
  for (const [path, name] of openers) {
    await expectClosedByClickBeside(reader, path, name);
  }
});

test('the composer shows nine lines of a text, and is small again without it', async ({
  reader,
}) => {
  await expectGrowingComposer(reader);
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
