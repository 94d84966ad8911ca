import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createdSeconds } from './created';

const MOMENT = 1_764_302_400;

it.each([
  MOMENT,
  MOMENT + 0.25,
  MOMENT * 1e3,
  MOMENT * 1e3 + 999,
  MOMENT * 1e6,
  MOMENT * 1e9,
  BigInt(MOMENT),
  String(MOMENT),
  ` ${MOMENT}.75 `,
  `${MOMENT}000`,
  '1.7643024e9',
  '2025-11-28T04:00:00Z',
  '2025-11-28T04:00:00.123456Z',
  '2025-11-28T04:00:00.123456+00:00',
  '2025-11-28T05:00:00+0100',
  '2025-11-28T05:00:00+01',
  '2025-11-28 04:00:00',
  '2025-11-28 04:00:00 UTC',
  '2025-11-28T04:00',
  'Fri, 28 Nov 2025 04:00:00 GMT',
  { isLosslessNumber: true, value: `${MOMENT}.5` },
])('reads %s', (value) => {
  expect(createdSeconds(value)).toBe(MOMENT);
});

it('takes a day alone for its beginning', () => {
  expect(createdSeconds('2025-11-28')).toBe(MOMENT - 4 * 3600);
});

it.each([
  null,
  undefined,
  0,
  -1,
  1,
  -MOMENT,
  Number.NaN,
  Infinity,
  1e300,
  '',
  '0',
  'soon',
  '2025-13-45',
  '2025-11-28T99:00:00Z',
  'Fri, 99 Nov 2025 04:00:00 GMT',
  true,
  {},
  [MOMENT],
])('has no date for %s', (value) => {
  expect(createdSeconds(value)).toBeNull();
});

it('gives a moment that a calendar has, whatever comes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.double(), fc.date().map(String)), (value) => {
      const seconds = createdSeconds(value);
      if (seconds === null) return;
      expect(Number.isSafeInteger(seconds)).toBe(true);
      expect(new Date(seconds * 1000).getUTCFullYear()).toBeGreaterThan(1970);
    }),
  );
});
