import { onTestFinished, vi } from 'vitest';

/** Virtual milliseconds between two looks. */
const STEP = 50;

/**
 * Lets no real time pass for timers from now on: they go off as {@link untilFound} looks for something. What is under
 * way over the network goes on meanwhile, as its turns of the event loop are waited for.
 */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** Passes time, as much as it takes and not more than an hour of it, until `find` gives something. */
export async function untilFound<Found>(find: () => Promise<Found | null>): Promise<Found> {
  for (let passed = 0; passed < 3_600_000; passed += STEP) {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const found = await find();
    if (found !== null) return found;
    await vi.advanceTimersByTimeAsync(STEP);
  }
  throw new Error('nothing was found within an hour');
}
