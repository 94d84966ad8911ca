import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { inOrder } from './selection-order';
import {
  selectionCleared,
  selectionSet,
  selectionToggled,
  useSelectionStore,
} from './selection-store';

const rows = Array.from({ length: 6 }, (_, i) => ({
  id: `r${i}`,
  created: 100 - Math.floor(i / 2),
}));
const selected = (order: 'asc' | 'desc' = 'desc') =>
  inOrder(useSelectionStore.getState().ids, order);

beforeEach(selectionCleared);

test('a range takes along all rows since the one before, in both directions', () => {
  selectionToggled('p', 'r1', rows);
  selectionToggled('p', 'r4', rows, true);
  expect(selected()).toEqual(['r1', 'r2', 'r3', 'r4']);
  selectionToggled('p', 'r3', rows, true);
  expect(selected()).toEqual(['r1', 'r2']);
  selectionToggled('p', 'r0', rows, true);
  expect(selected()).toEqual(['r0', 'r1', 'r2', 'r3']);
  selectionToggled('other', 'r5', rows);
  expect(selected()).toEqual(['r5']);
});

test('whatever order they were selected in, over several pages, they are in that of the table', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(rows), fc.nat(6), (picked, split) => {
      selectionCleared();
      const pages = [rows.slice(0, split), rows.slice(split)];
      for (const { id } of picked) {
        const page = pages.find((each) => each.some((row) => row.id === id)) ?? [];
        selectionToggled('p', id, page);
      }
      const created = (id: string) => rows.find((row) => row.id === id)?.created ?? 0;
      const dates = selected().map(created);
      expect(dates).toEqual(dates.toSorted((a, b) => b - a));
      expect(selected('asc').map(created)).toEqual(dates.toReversed());
    }),
  );
  selectionCleared();
  selectionSet('p', rows.toReversed(), true);
  selectionSet('p', rows, true);
  expect(selected()).toEqual(rows.map(({ id }) => id));
});

test('rows without a date come last where the newest come first', () => {
  selectionSet('p', [{ id: 'none', created: null }, ...rows], true);
  expect(selected().at(-1)).toBe('none');
});
