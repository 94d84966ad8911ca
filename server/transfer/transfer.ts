import type { LeftOut } from './formats';
import type { BadLine } from './read-lines';

/** How far an export or import has come; `changed` were written, the others are why `done` is more. */
export type Counts = { done: number; changed: number; skipped: number; failed: number };

export type Failure = LeftOut | BadLine;

/** Who follows a transfer. Both are called often, and must be quick. */
export type Follower<Told = Failure> = {
  progress(counts: Counts): void;
  failure(failure: Told): void;
};
