import { describe, expect, it } from 'vitest';
import { brushOf, frameAround } from './frame';

const NOW = 1_790_000_000;
const DAY = 86_400;
const around = (from: number | null, to: number | null, shown: [number, number] | null = null) =>
  frameAround({ from, to }, shown && { from: shown[0], to: shown[1], frame: {} }, NOW * 1000);

describe('the range of the filter', () => {
  it('is what Created says, an age as of now', () => {
    expect(brushOf([{ field: 'model', value: 'm' }], NOW * 1000)).toBeNull();
    expect(brushOf([{ field: 'created_after', value: '7d' }], NOW * 1000)).toEqual({
      from: NOW - 7 * DAY,
      to: null,
    });
    expect(brushOf([{ field: 'created_before', value: '99' }], NOW * 1000)).toEqual({
      from: null,
      to: 99,
    });
  });
});

describe('what is drawn around it', () => {
  it('is all that there is, without a range or one that begins with the first', () => {
    expect(frameAround(null, null, NOW * 1000)).toEqual({});
    expect(around(null, NOW - 20 * DAY)).toEqual({});
  });

  it('is as much before and after it as it is long, but nothing that has not come yet', () => {
    expect(around(NOW - 30 * DAY, NOW - 20 * DAY)).toEqual({
      from: NOW - 40 * DAY,
      to: NOW - 10 * DAY,
    });
    expect(around(NOW - 14 * DAY, null)).toEqual({ from: NOW - 28 * DAY, to: undefined });
    expect(around(NOW - 14 * DAY, NOW)).toEqual({ from: NOW - 28 * DAY, to: undefined });
  });

  it('stays while the range can be seen in it, and else follows', () => {
    const month: [number, number] = [NOW - 30 * DAY, NOW];
    expect(around(NOW - 10 * DAY, NOW - 5 * DAY, month)).toEqual({});
    expect(around(NOW - 10 * DAY, NOW - 9 * DAY, month)).toEqual({
      from: NOW - 11 * DAY,
      to: NOW - 8 * DAY,
    });
    expect(around(NOW - 50 * DAY, NOW - 20 * DAY, month).from).toBe(NOW - 80 * DAY);
  });

  it('holds for a range of nothing, and one that begins after now', () => {
    expect(around(NOW, NOW)).toEqual({ from: NOW - 1, to: undefined });
    expect(around(NOW + DAY, null)).toEqual({ from: NOW + DAY - 1, to: undefined });
    expect(around(NOW - DAY, NOW - 2 * DAY)).toEqual({
      from: NOW - DAY - 1,
      to: NOW - 2 * DAY + 1,
    });
  });
});
