import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerLink } from '../../../threads/worker-link';
import type { IndexOperations } from './index-worker';
import type { SearchLag } from '../../store';
import { BATCH, type Progress } from './indexer';

/** Milliseconds that a change waits for others, so that they are indexed together. */
const GATHER_MS = 500;
/** Before the next try when it failed, on a full disk say. */
const AGAIN_MS = 5_000;
/** Between two steps of making an index anew: others have work, too. */
const REST_MS = 5;
/** Completions that wait before what is brought in by the thousand has to wait, too. */
const MOST_WAITING = 20_000;
/** While that goes on, the index comes after it: between two steps it rests so many times as long as one took. */
const BRINGING_REST = 4;
/** It has ended when nothing was brought in for so long. */
const BRINGING_MS = 1_000;
/** Indexed entries that the log keeps before they are forgotten. */
const MOST_INDEXED = 256;

export type IndexPace = {
  /** Milliseconds; Infinity: not by itself. */
  gatherMs?: number | undefined;
  /** See {@link MOST_WAITING}. */
  mostWaiting?: number | undefined;
  /** Milliseconds before pages that hold nothing are given back: see GivingBack. */
  giveBackMs?: number | undefined;
};

type Options = IndexPace & {
  link: WorkerLink;
  /** Forgets the entries of the log up to this one. */
  forget: (done: number) => Promise<void>;
};

/** Writes that change nothing which is searched, and those that may change much of it. */
const QUIET = /^(begin|keepPieces|ready|open|forgetIndexed|giveBack|audit)$|Job|Document/;
const MUCH = /^(recover|insertRecords|erase.+|workOnJob|stripForJob|bringForJob)$/;

/** When the search index is brought up to date: behind the writes, soon, and many at once. */
export class Indexing {
  readonly #link: WorkerLink;
  readonly #forget: Options['forget'];
  readonly #gatherMs: number;
  readonly #mostWaiting: number;
  /** Changes that may not be indexed yet. */
  #changes = 0;
  /** Entries of the log that are not indexed, as of the last step, and what was brought in since. */
  #waiting = 0;
  /** Who waits for the next step. */
  #onStep: (() => void)[] = [];
  /** What the newest entry of the log was, and when: the last one that is indexed, and all since. */
  #newest: { n: number; at: number }[] = [];
  /** Completions are read yet that were stored before the index was made. */
  #isReading = true;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #forgotten = 0;
  #broughtAt = -Infinity;
  #isClosed = false;
  #hasFailed = false;

  constructor({ link, forget, gatherMs = GATHER_MS, mostWaiting = MOST_WAITING }: Options) {
    this.#link = link;
    this.#forget = forget;
    this.#gatherMs = gatherMs;
    this.#mostWaiting = mostWaiting;
  }

  /** Before the first search: an index of another database is thrown away. Then what the last server left is indexed. */
  async open(): Promise<void> {
    await this.#call('open');
    this.changed();
  }

  /** A write of this name was committed. */
  wrote(name: string): void {
    if (MUCH.test(name)) this.changed();
    else if (!QUIET.test(name)) this.changed(1);
  }

  /** So many completions may have changed. */
  changed(count = BATCH): void {
    this.#changes += count;
    if (this.#running || this.#gatherMs === Infinity) return;
    if (this.#changes >= BATCH && !this.#hasFailed) void this.#run();
    else this.#later(this.#gatherMs);
  }

  /** Resolves when all that was written before is indexed. */
  async caughtUp(): Promise<void> {
    for (;;) {
      const { waiting, isReading } = await this.#step();
      if (waiting === 0 && !isReading) return;
    }
  }

  /** Resolves when few enough completions are not indexed that a search can look at all of them, or none will be soon. */
  async bounded(): Promise<void> {
    if (this.#isReading && this.#gatherMs !== Infinity)
      await this.caughtUp().catch(() => undefined);
  }

  /**
   * Before so many are brought in: resolves when few enough others wait to be indexed, or when that does not go on. So an
   * import is as fast as the disk until then, and as fast as the index from there on.
   */
  async room(count: number): Promise<void> {
    while (this.#waiting > this.#mostWaiting && this.#running && !this.#hasFailed)
      await new Promise<void>((resolve) => this.#onStep.push(resolve));
    this.#waiting += count;
    this.#broughtAt = performance.now();
  }

  /** Whether what is brought in goes first. */
  #isBringing(): boolean {
    const isGoingOn = performance.now() - this.#broughtAt < BRINGING_MS;
    return isGoingOn && this.#waiting <= this.#mostWaiting;
  }

  /** What was erased is in no file of the index when it resolves. */
  settle(): Promise<void> {
    return this.#call('settle');
  }

  /** A search could not read the index. */
  async remake(): Promise<void> {
    await this.#call('remake');
    this.changed();
  }

  /** How many completions wait, and within how many seconds the first of them was written. */
  async lag(): Promise<SearchLag> {
    const waiting = await this.#call('waiting');
    const [first] = this.#newest;
    const isNone = waiting === 0 || first === undefined;
    return { waiting, seconds: isNone ? 0 : (performance.now() - first.at) / 1_000 };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.#link.close();
  }

  #later(ms: number): void {
    if (this.#timer || this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#run(), ms).unref();
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#running || this.#isClosed) return;
    this.#running = this.#steps();
    await this.#running;
    this.#running = null;
    this.#stepped();
    if (this.#hasFailed) this.#later(AGAIN_MS);
    else if (this.#changes > 0) this.#later(this.#gatherMs);
  }

  /** Until less than a batch is left. */
  async #steps(): Promise<void> {
    try {
      for (;;) {
        const began = performance.now();
        const { waiting, isReading } = await this.#step();
        if (this.#isClosed || (waiting < BATCH && !isReading)) return;
        if (this.#isBringing()) await sleep(BRINGING_REST * (performance.now() - began));
        else if (waiting < BATCH) await sleep(REST_MS);
      }
    } catch (error) {
      if (!this.#hasFailed && !this.#isClosed) say(error);
      this.#hasFailed = true;
    }
  }

  async #step(): Promise<Progress> {
    const [former, at] = [this.#changes, performance.now()];
    const progress = await this.#call('step');
    const { done, waiting, isReading } = progress;
    this.#hasFailed = false;
    this.#isReading = isReading;
    // Some of those that came meanwhile are counted twice, and none is forgotten.
    this.#changes += waiting - former;
    this.#waiting = waiting;
    this.#stepped();
    this.#newest.push({ n: done + waiting, at });
    while ((this.#newest[1]?.n ?? Infinity) <= done) this.#newest.shift();
    if (done - this.#forgotten > MOST_INDEXED) {
      this.#forgotten = done;
      await this.#forget(done);
    }
    return progress;
  }

  #stepped(): void {
    for (const resolve of this.#onStep.splice(0)) resolve();
  }

  #call<Name extends keyof IndexOperations>(
    name: Name,
  ): Promise<ReturnType<IndexOperations[Name]>> {
    return this.#link.call(name, []);
  }
}

function say(error: unknown): void {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  process.stderr.write(
    `The search index cannot be brought up to date: ${cause || String(error)}. Storing goes on; it is tried again.\n`,
  );
}
