import { store } from '../fixtures/test';
import { expectClosedByClickBeside, expectGrowingComposer, expectGrowingField } from './expect';
import { expect, test } from './test';

test('without closedby, a click beside a dialog closes it, one within does not, and the focus is back', async ({
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
