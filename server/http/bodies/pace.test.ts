import { expect, it } from 'vitest';
import { handPulse } from '../../testing/hand-pulse';
import { createPace } from './pace';

it('is too slow after a whole window of less than 1 KiB a second, and not before', () => {
  const pulse = handPulse();
  const pace = createPace(pulse.now, 10_000);
  pulse.advance(9_000);
  expect(pace.isTooSlow()).toBe(false);
  pace.came(10 * 1_024);
  pulse.advance(1_000);
  expect(pace.isTooSlow()).toBe(false);
  pace.came(10 * 1_024 - 1);
  pulse.advance(10_000);
  expect(pace.isTooSlow()).toBe(true);
});

it('is judged again in every window: a fast beginning buys no rest', () => {
  const pulse = handPulse();
  const pace = createPace(pulse.now, 10_000);
  pace.came(1_000_000);
  pulse.advance(10_000);
  expect(pace.isTooSlow()).toBe(false);
  pulse.advance(10_000);
  expect(pace.isTooSlow()).toBe(true);
});

it('does not count the time in which nobody read', () => {
  const pulse = handPulse();
  const pace = createPace(pulse.now, 10_000);
  pulse.advance(9_000);
  pace.excuse();
  pulse.advance(9_000);
  expect(pace.isTooSlow()).toBe(false);
});

it('cannot be told in the first second', () => {
  const pulse = handPulse();
  const pace = createPace(pulse.now, 10_000);
  pace.came(1);
  pulse.advance(900);
  expect(pace.perSecond()).toBe(Infinity);
  pulse.advance(100);
  expect(pace.perSecond()).toBe(1);
});
