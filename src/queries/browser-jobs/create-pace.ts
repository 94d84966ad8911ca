import { sleep } from '@/lib/sleep';

const WIDTH = { first: 2, most: 8 };

export type Pace = {
  /** How many calls may be under way now. */
  readonly width: number;
  /** Resolves once another call may begin. */
  ready(signal: AbortSignal): Promise<void>;
  succeeded(): void;
  /** The server asks for fewer calls, and for none during `delay` milliseconds. */
  slowed(delay: number): void;
};

/** Finds how many calls at a time a server likes: one more after each round without trouble, half after any. */
export function createPace(now: () => number = Date.now): Pace {
  let width = WIDTH.first;
  let good = 0;
  let notBefore = 0;
  return {
    get width() {
      return width;
    },
    async ready(signal) {
      // Looked at again after waiting: another call may have been slowed down meanwhile.
      for (let wait = notBefore - now(); wait > 0; wait = notBefore - now()) {
        await sleep(wait, signal);
      }
    },
    succeeded() {
      good += 1;
      if (good < width) return;
      good = 0;
      width = Math.min(WIDTH.most, width + 1);
    },
    slowed(delay) {
      good = 0;
      // Calls that were under way together complain together: the second one is no news.
      if (now() >= notBefore) width = Math.max(1, Math.floor(width / 2));
      notBefore = Math.max(notBefore, now() + delay);
    },
  };
}
