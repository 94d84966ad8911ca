import { store } from '../fixtures/test';
import { expectClosedByClickBeside, expectGrowingComposer } from './expect';
import { expect, test } from './test';
import { Tour } from './tour';

// Switched off in today's Firefox: anchors came with 147, growing fields with 152, and Safari has no `closedby` yet.
test.use({
  preferences: {
    'layout.css.anchor-positioning.enabled': false,
    'layout.css.field-sizing.enabled': false,
    'dom.dialog.light-dismiss.enabled': false,
  },
});
test.beforeEach(async ({ reader }) => {
  await reader.goto('/no-such-page');
  await reader.sees('h1, h2');
  expect(
    await reader.tab.run(() => [
      CSS.supports('position-area', 'bottom'),
      CSS.supports('field-sizing', 'content'),
      'closedBy' in HTMLDialogElement.prototype,
    ]),
  ).toEqual([false, false, false]);
});

test('without anchors, all that opens stands beside its button', async ({ reader, server }) => {
  const id = await store(server);
  const tour = new Tour(reader, 1440);
  for (const path of ['/', '/completions', `/completions/${id}`]) {
    await reader.goto(path);
    await reader.sees('h1, h2');
    await tour.tryAll(path, []);
  }
  expect(tour.faults).toEqual([]);
  expect(tour.count).toBeGreaterThan(20);
});

test('the composer grows without a style for it, and a click beside a dialog closes it', async ({
  reader,
}) => {
  await expectGrowingComposer(reader);
  await expectClosedByClickBeside(reader, '/', 'History');
});
