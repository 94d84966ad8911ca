import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_S, slotBefore, slotFrom } from './slots';

/** Unix seconds of a time in UTC. */
const at = (time: string) => Date.parse(`${time}Z`) / 1_000;

it('finds the last and the next time of an hour', () => {
  const noon = at('2026-11-29T12:00:00');
  expect(slotBefore(3, noon)).toBe(at('2026-11-29T03:00:00'));
  expect(slotBefore(13, noon)).toBe(at('2026-11-28T13:00:00'));
  expect(slotFrom(3, noon)).toBe(at('2026-11-30T03:00:00'));
  expect(slotFrom(13, noon)).toBe(at('2026-11-29T13:00:00'));
});

it('counts the very second of the hour as that hour, both ways', () => {
  const now = at('2026-12-31T23:00:00');
  expect(slotBefore(23, now)).toBe(now);
  expect(slotFrom(23, now)).toBe(now);
  expect(slotFrom(23, now + 1)).toBe(at('2027-01-01T23:00:00'));
});

it('has each hour once a day, whatever the time', () => {
  const hour = fc.integer({ min: 0, max: 23 });
  const time = fc.integer({ min: DAY_S, max: at('2120-01-01T00:00:00') });
  fc.assert(
    fc.property(hour, time, (of, now) => {
      const [before, next] = [slotBefore(of, now), slotFrom(of, now)];
      expect(before).toBeLessThanOrEqual(now);
      expect(next).toBeGreaterThanOrEqual(now);
      expect(next - before).toBe(before === now ? 0 : DAY_S);
      for (const slot of [before, next]) expect(new Date(slot * 1_000).getUTCHours()).toBe(of);
    }),
  );
});
