/** How fast the bytes of one sender come. */
export type Pace = {
  came(bytes: number): void;
  /** What passed so far was not the sender's doing, as while nobody reads what it sends. */
  excuse(): void;
  /** Bytes a second; Infinity where too little time has passed to say. */
  perSecond(): number;
  /** Whether a whole window brought less than {@link SLOWEST} bytes a second. To be asked about once a second. */
  isTooSlow(): boolean;
};

/** Bytes a second. Slower than any line, and any person who waits for it. */
export const SLOWEST = 1_024;
const LEAST_MS = 1_000;

/** `windowMs`: how long a sender is watched before it is judged, again and again. */
export function createPace(now: () => number, windowMs: number): Pace {
  let since = now();
  let bytes = 0;
  let former = Infinity;
  const start = () => {
    since = now();
    bytes = 0;
  };
  return {
    came: (count) => void (bytes += count),
    excuse() {
      start();
      former = Infinity;
    },
    perSecond() {
      const ms = now() - since;
      return ms < LEAST_MS ? former : (bytes / ms) * 1_000;
    },
    isTooSlow() {
      if (now() - since < windowMs) return false;
      former = this.perSecond();
      start();
      return former < SLOWEST;
    },
  };
}
