import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeFor } from './place-popover';

const view = { width: 1000, height: 600 };
const size = { width: 200, height: 100 };
const at = (left: number, top: number) => ({
  left,
  top,
  width: 80,
  height: 30,
  right: left + 80,
  bottom: top + 30,
});

test.each([
  ['bottom-start', at(100, 100), { left: 100, top: 134 }],
  ['bottom-end', at(400, 100), { left: 280, top: 134 }],
  ['top-start', at(100, 300), { left: 100, top: 196 }],
  ['top', at(400, 300), { left: 340, top: 196 }],
  ['right', at(100, 300), { left: 188, top: 265 }],
  // Without room on its side, it is on the other.
  ['bottom-start', at(100, 550), { left: 100, top: 446 }],
  ['top-start', at(100, 20), { left: 100, top: 54 }],
  ['bottom-start', at(900, 100), { left: 780, top: 134 }],
  ['bottom-end', at(10, 100), { left: 10, top: 134 }],
  ['right', at(900, 300), { left: 692, top: 265 }],
])('%s of %o', (placement, anchor, place) => {
  expect(placeFor(placement, anchor, size, view)).toEqual(place);
});

test('it is within the window whenever it fits there', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('bottom-start', 'bottom-end', 'top-start', 'top', 'right'),
      fc.integer({ min: -200, max: 1200 }),
      fc.integer({ min: -200, max: 800 }),
      (placement, x, y) => {
        const { left, top } = placeFor(placement, at(x, y), size, view);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(left + size.width).toBeLessThanOrEqual(view.width);
        expect(top + size.height).toBeLessThanOrEqual(view.height);
      },
    ),
  );
});
