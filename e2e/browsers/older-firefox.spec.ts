import { store } from '../fixtures/test';
import { expectClosedByClickBeside, expectGrowingComposer, expectGrowingField } from './expect';
import type { Reader } from './reader';
import { expect, test } from './test';
import { Tour } from './tour';

// Switched off in today's Firefox: anchors came with 147, growing fields with 152.
test.use({
  preferences: {
    'layout.css.anchor-positioning.enabled': false,
    'layout.css.field-sizing.enabled': false,
  },
});
test.beforeEach(async ({ reader }) => {
  await reader.goto('/no-such-page');
  await reader.sees('h1, h2');
  expect(
    await reader.tab.run(() => [
      CSS.supports('position-area', 'bottom'),
      CSS.supports('field-sizing', 'content'),
    ]),
  ).toEqual([false, false]);
});

const LONG = Array.from({ length: 60 }, (_, i) => `Paragraph ${i}.`).join('\n\n');
const SIZES = [
  [1440, 900],
  [390, 844],
] as const;

test('without anchors, menus and pickers stand beside their buttons, wherever those scroll to', async ({
  reader,
  server,
}) => {
  test.setTimeout(180_000);
  const id = await store(server, { messages: [{ role: 'user', content: LONG }] });
  for (const [width, height] of SIZES) {
    await reader.tab.resize(width, height);
    const tour = new Tour(reader);
    for (const path of ['/', '/completions', `/completions/${id}`]) {
      await reader.goto(path);
      await reader.sees('h1, h2');
      await reader.seesNo('main [aria-busy=true]');
      await tour.tryAll(path, 'popovers');
    }
    expect(tour.faults).toEqual([]);
    expect(tour.count).toBeGreaterThan(3);

    await reader.goto(`/?from=${id}`);
    await reader.sees('article', 'Paragraph 0.');
    await reader.seesNo('main [aria-busy=true]');
    await reader.rests();
    // Once it has scrolled to its end, which may come late.
    await expect(async () => {
      await reader.click('article button[popovertarget]', 'More', 0);
      await reader.sees('[role=menuitem]');
    }).toPass();
    for (const by of [-60, 40]) await expectBeside(reader, '[popover]:popover-open', by);
    await reader.press('Escape');
  }
});

test('without anchors, a tooltip stands beside what it is about, at the edge of a phone as well', async ({
  reader,
  server,
}) => {
  const id = await store(server);
  for (const [width, height] of SIZES) {
    await reader.tab.resize(width, height);
    await reader.goto(`/completions/${id}`);
    // At the top edge, at the right one, and amid the text.
    for (const name of ['Delete', 'Copy']) {
      const { x, y } = await reader.sees('main button', name);
      await reader.rests();
      await reader.tab.mouse([{ type: 'pointerMove', x, y }]);
      await reader.sees('[role=tooltip]');
      await expectBeside(reader, '[role=tooltip]', 0);
      await reader.tab.mouse([{ type: 'pointerMove', x: 5, y: height - 5 }]);
      await reader.seesNo('[role=tooltip]');
    }
  }
});

test('fields grow without a style for it, and a click beside a dialog closes it', async ({
  reader,
  server,
}) => {
  await expectGrowingComposer(reader);
  await expectGrowingField(reader, server);
  await expectClosedByClickBeside(reader, '/', 'History');
});

/** It touches its button but for a gap, and is within the window; both also once the page has scrolled by so much. */
async function expectBeside(reader: Reader, css: string, by: number): Promise<void> {
  await reader.tab.run((down) => {
    for (const each of document.querySelectorAll('main, main *')) each.scrollBy(0, down);
  }, by);
  await expect
    .poll(
      () =>
        reader.tab.run((selector) => {
          const open = document.querySelector(selector);
          const opener =
            open &&
            (document.querySelector(`[popovertarget="${open.id}"]`) ?? open.previousElementSibling);
          if (!open || !opener) return 'closed';
          const [a, b] = [open.getBoundingClientRect(), opener.getBoundingClientRect()];
          const across = Math.max(0, a.left - b.right, b.left - a.right);
          const down = Math.max(0, a.top - b.bottom, b.top - a.bottom);
          const isInside =
            a.left >= 0 && a.top >= 0 && a.right <= innerWidth && a.bottom <= innerHeight;
          const isOver = across === 0 && down === 0;
          return isInside && Math.max(across, down) <= 9 && !isOver
            ? 'beside'
            : JSON.stringify([a, b]);
        }, css),
      { message: `${css} after scrolling ${by}` },
    )
    .toBe('beside');
}
