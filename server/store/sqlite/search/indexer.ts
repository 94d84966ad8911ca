import { SqliteDatabase, sqliteCode } from '../database';
import {
  identityOf,
  indexPath,
  isDamage,
  type Marks,
  openIndex,
  readMarks,
  removeIndex,
  TOP,
  waiting,
  writeMarks,
} from './index-file';
import { giveBack } from '../give-back';
import { leaveReserve } from '../reserve';
import { type Entry, ERASED, NAMES, newestEntry } from './log';
import { numberOf } from './numbers';
import { applyChanges, type Changes, searchedAt } from './rows';

/** Completions that are indexed in one transaction: more of them cost less, and hold up others for longer. */
export const BATCH = 64;
/** UTF-16 units of text after which a batch ends. */
const MOST_TEXT = 1_000_000;
/** Between two looks at a damage that searches met: a file that is damaged itself is not mended by a new index. */
const REMAKE_MS = 3_600_000;

/** `done`: entries of the log up to this one are indexed. `waiting`: how many are not. */
export type Progress = { done: number; waiting: number; isReading: boolean };

/** Of an index that is made anew with the next step. */
const BEGUN: Progress = { done: 0, waiting: 0, isReading: true };

/** Brings the search index of a database up to what is stored, a step at a time; nobody else writes to the index. */
export class Indexer {
  readonly #path: string;
  readonly #main: SqliteDatabase;
  #index: SqliteDatabase | null = null;
  #identity: string | null = null;
  /** Entries of the log up to it that erase are done with, whatever else waits. */
  #settled = 0;
  #isReadingNext = false;
  #remadeAt = -Infinity;
  /** What was erased may still be in the index's own log, also what another process left there. */
  #hasErased = true;

  constructor(file: string) {
    this.#path = indexPath(file);
    this.#main = new SqliteDatabase(file);
  }

  /** Where it cannot be made, on a full disk say, there is none, and searches look through what is stored. */
  open(): void {
    try {
      this.#opened();
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      this.#throwAway();
    }
  }

  /** Indexes a batch of what the log has, or of what was stored before the index was made. */
  step(): Progress {
    const marks = this.#inIndex(readMarks);
    if (!marks) return BEGUN;
    const waiting = newestEntry(this.#main).n - marks.done.n;
    if (waiting === 0 && marks.below === null) return progressOf(marks, waiting);
    leaveReserve(this.#path);
    // By turns, so that neither waits for the end of the other.
    const isReading = marks.below !== null && (this.#isReadingNext || waiting === 0);
    this.#isReadingNext = !isReading;
    const [now, changes] = isReading ? this.#older(marks) : this.#newer(marks);
    this.#inIndex((index) => {
      this.#write(index, now, changes);
      giveBack(index);
    });
    return this.#index ? progressOf(now, newestEntry(this.#main).n - now.done.n) : BEGUN;
  }

  /** How many completions wait to be indexed. */
  waiting(): number {
    const none = { n: newestEntry(this.#main).n, k: 0 };
    const marks = this.#inIndex(readMarks) ?? { done: none, seen: none, below: TOP };
    return waiting(this.#main, marks);
  }

  /** What was erased until now is in no file of the index when this returns. Where it cannot be taken out, all goes. */
  settle(): void {
    try {
      this.#settleNow();
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      this.#throwAway();
    }
  }

  /** A search could not read it: it is made anew, unless that was tried not long ago. */
  remake(): void {
    if (performance.now() - this.#remadeAt < REMAKE_MS) return;
    this.#remadeAt = performance.now();
    this.#throwAway();
    this.#opened();
  }

  /** True when nothing that was erased is left in the index's log. */
  emptyLog(): boolean {
    if (this.#hasErased) this.#hasErased = this.#index?.emptyLog() === false;
    return !this.#hasErased;
  }

  /** On a full disk its log stays, and the next start reads it. */
  close(): void {
    try {
      this.#index?.emptyLog();
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
    }
    this.#index?.close();
    this.#main.close();
  }

  #opened(): SqliteDatabase {
    if (this.#index && identityOf(this.#path) === this.#identity) return this.#index;
    this.#index?.close();
    this.#index = null;
    this.#index = openIndex(this.#path, this.#main);
    this.#identity = identityOf(this.#path);
    return this.#index;
  }

  /** Null where the index turned out to be damaged, and is gone. */
  #inIndex<T>(work: (index: SqliteDatabase) => T): T | null {
    try {
      return work(this.#opened());
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#throwAway();
      return null;
    }
  }

  /** The next entries of the log. */
  #newer(marks: Marks): [Marks, Changes] {
    const sql = 'SELECT n, k, what FROM search_log WHERE n > ? ORDER BY n LIMIT ?';
    const [last, changes] = this.#read(this.#main.all<Entry>(sql, [marks.done.n, BATCH]));
    return [{ ...marks, done: last ?? marks.done, seen: newestEntry(this.#main) }, changes];
  }

  /** The next of what was stored before, from the newest on. */
  #older(marks: Marks): [Marks, Changes] {
    const next = `SELECT k, 0 AS n, 0 AS what FROM (
        SELECT k FROM completions WHERE k < ?1 UNION ALL SELECT k FROM trash WHERE k < ?1
      ) ORDER BY k DESC LIMIT ${BATCH}`;
    const [last, changes] = this.#read(this.#main.all<Entry>(next, [marks.below ?? -1]));
    return [{ ...marks, below: last?.k ?? null, seen: newestEntry(this.#main) }, changes];
  }

  /** Entries until there is enough to write, and the last of them. */
  #read(entries: readonly Entry[]): [Entry | undefined, Changes] {
    const changes: Changes = new Map();
    let size = 0;
    let last: Entry | undefined;
    for (const entry of entries) {
      if (size > MOST_TEXT) break;
      last = entry;
      const { k, what } = entry;
      if (what === ERASED) this.#hasErased = true;
      if (changes.get(k)?.text !== undefined) continue;
      const isKnown = what === NAMES && numberOf(this.#opened(), k) !== null;
      const found = searchedAt(this.#main, k, isKnown);
      changes.set(k, found);
      size += found?.text?.length ?? 0;
    }
    return [last, changes];
  }

  #write(index: SqliteDatabase, marks: Marks, changes: Changes): void {
    index.transaction(() => {
      applyChanges(index, this.#main, changes, marks.below !== null);
      writeMarks(index, marks);
    });
  }

  #settleNow(): void {
    const index = this.#opened();
    const sql = 'SELECT n, k, what FROM search_log WHERE n > ? AND what = ? ORDER BY n LIMIT ?';
    for (;;) {
      const marks = readMarks(index);
      const from = Math.max(this.#settled, marks.done.n);
      const [last, changes] = this.#read(this.#main.all<Entry>(sql, [from, ERASED, BATCH]));
      if (!last) break;
      this.#write(index, { ...marks, seen: newestEntry(this.#main) }, changes);
      this.#settled = last.n;
    }
    this.emptyLog();
  }

  #throwAway(): void {
    this.#index?.close();
    this.#index = null;
    removeIndex(this.#path);
    this.#hasErased = false;
  }
}

function progressOf({ done, below }: Marks, waiting: number): Progress {
  return { done: done.n, waiting, isReading: below !== null };
}
