import type { SqliteDatabase } from './database';

/** Bytes of a step: some milliseconds of the writer. */
const STEP = 256 * 1024;
/** Bytes that are left for what comes next, and the part of the file that is. */
const LEAST_KEPT = 4 * 1024 * 1024;
const KEPT = 1 / 50;

/** Before the first step after something large was removed: more may follow, or what comes in takes its place. */
const WAIT_MS = 2_000;
/** Between two steps, in milliseconds and in times as long as a step took. */
const REST_MS = 20;
const REST = 4;

/**
 * Gives pages of the file that hold nothing back to the disk, a step of it; resolves with how many are left to give.
 * None where the file was made by a release before: it gets this way of its pages when a backup of it is restored.
 */
export function giveBack(database: SqliteDatabase): number {
  const pragma = (name: string) => Number(database.value(`PRAGMA ${name}`));
  const kept = Math.max(database.pagesOf(LEAST_KEPT), pragma('page_count') * KEPT);
  const spare = Math.floor(pragma('freelist_count') - kept);
  if (spare <= 0 || pragma('auto_vacuum') === 0) return 0;
  const step = Math.min(database.pagesOf(STEP), spare);
  database.script(`PRAGMA incremental_vacuum(${step})`);
  return spare - step;
}

/** What may have left many pages empty. */
const REMOVES = /^(erase.*|delete|workOnJob|deleteForJob|stripForJob|insertRecords|bringForJob)$/;

/** When that is done: behind what removes, and between what others write. */
export class GivingBack {
  readonly #step: () => Promise<number>;
  readonly #waitMs: number;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(step: () => Promise<number>, waitMs = WAIT_MS) {
    this.#step = step;
    this.#waitMs = waitMs;
  }

  /** A write of this name was committed. */
  wrote(name: string): void {
    if (REMOVES.test(name)) this.later(this.#waitMs);
  }

  later(ms: number): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => void this.#next(), ms).unref();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #next(): Promise<void> {
    // What is removed from now on may be no part of this step.
    this.#timer = undefined;
    const started = performance.now();
    // A disk or a file that fails is told of by who needs it.
    const left = await this.#step().catch(() => 0);
    if (left > 0) this.later(REST_MS + REST * (performance.now() - started));
  }
}
