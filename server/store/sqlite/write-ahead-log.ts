import type { Value } from '../columns';
import { isMapPage, withoutLeftovers } from './leftovers';
import { LogTail } from './log-tail';

/** Of log before it is copied into the file: what changes a page again and again is copied once. */
const LOG_BYTES = 16 * 1024 * 1024;

/** What of a connection is used here. */
type Pages = {
  value(sql: string): Value | undefined;
  transaction(work: () => void): void;
  pagesOf(bytes: number): number;
  page(number: number): Buffer | undefined;
  writePage(number: number, page: Buffer): void;
};

type Clean = { number: number; page: Buffer };

/**
 * Copies what is in the log into the file, in SQLite's place: pages are looked through before, so that none of them brings
 * a row's leftovers into the file, where nobody would find them when the row is erased.
 */
export class WriteAheadLog {
  readonly #database: Pages;
  readonly #tail: LogTail;
  /** Pages that were written since they were looked through. */
  readonly #written = new Set<number>();
  /** After so many the log is copied. */
  readonly #mostFrames: number;
  #frames = 0;
  #isCopying = false;
  mayCopy = true;

  constructor(database: Pages, file: string) {
    this.#database = database;
    this.#tail = new LogTail(file);
    this.#mostFrames = database.pagesOf(LOG_BYTES);
    database.value('PRAGMA wal_autocheckpoint = 0');
  }

  /** Something was committed. What fails here is tried again after the next commit. */
  committed(): void {
    if (this.#isCopying) return;
    try {
      this.#note();
      if (this.mayCopy && this.#frames >= this.#mostFrames) this.#copy('PASSIVE');
    } catch {
      // What was committed is in the log, whether or not it can be copied.
    }
  }

  /** Leaves nothing in the log, and no leftovers in the file; false: somebody reads, or the disk has no room for it. */
  empty(): boolean {
    this.#note();
    return this.#copy('TRUNCATE');
  }

  /** As a part of a transaction. Throws what SQLite says, as on a full disk. */
  lookThrough(pages: Iterable<number>): void {
    this.#write(this.#withLeftovers(pages));
  }

  #note(): void {
    const pages = this.#tail.read();
    this.#frames += pages.length;
    for (const page of pages) this.#written.add(page);
  }

  #copy(how: 'PASSIVE' | 'TRUNCATE'): boolean {
    this.#isCopying = true;
    try {
      const isClean = this.#clean();
      this.#frames = 0;
      return this.#database.value(`PRAGMA wal_checkpoint(${how})`) === 0 && isClean;
    } finally {
      this.#isCopying = false;
    }
  }

  /** On a full disk the log is copied all the same: it may be its room. */
  #clean(): boolean {
    try {
      const found = this.#withLeftovers(this.#written);
      if (found.length > 0) this.#database.transaction(() => this.#write(found));
      this.#written.clear();
      return true;
    } catch {
      return false;
    }
  }

  /** What pages have to become. */
  #withLeftovers(pages: Iterable<number>): Clean[] {
    const canShrink = this.#database.value('PRAGMA auto_vacuum') !== 0;
    return [...pages].flatMap((number) => {
      const page = this.#database.page(number);
      if (!page || (canShrink && isMapPage(number, page.length))) return [];
      const clean = withoutLeftovers(page, number);
      return clean ? [{ number, page: clean }] : [];
    });
  }

  #write(pages: readonly Clean[]): void {
    for (const { number, page } of pages) this.#database.writePage(number, page);
  }
}
