import type { Pulse } from '../http/bodies/pulse';

/** A pulse that beats only when a test moves it. */
export function handPulse(): Pulse & { advance(ms: number): void } {
  const acts = new Set<() => void>();
  let now = 0;
  return {
    now: () => now,
    onBeat(act) {
      acts.add(act);
      return () => void acts.delete(act);
    },
    advance(ms) {
      for (let left = ms; left > 0; left -= 1_000) {
        now += Math.min(left, 1_000);
        for (const act of acts) act();
      }
    },
  };
}
