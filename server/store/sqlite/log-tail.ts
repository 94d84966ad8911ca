import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { isLogHeader, LOG_HEADER } from './log-format';

/** Bytes before each page in a log. */
const FRAME = 24;

/**
 * Which pages of a database were written to its log. SQLite has no locks on the log: it may be opened beside it, which the
 * database may not.
 */
export class LogTail {
  readonly #log: string;
  #salts = '';
  /** Where the next frame begins. */
  #at = LOG_HEADER;

  constructor(file: string) {
    this.#log = `${file}-wal`;
  }

  /** Pages of what was committed since the last call, one as often as it was. Throws what the file system says. */
  read(): number[] {
    if (!existsSync(this.#log)) return [];
    const log = openSync(this.#log, 'r');
    try {
      return this.#readOf(log);
    } finally {
      closeSync(log);
    }
  }

  #readOf(log: number): number[] {
    const header = Buffer.alloc(LOG_HEADER);
    if (readSync(log, header, 0, LOG_HEADER, 0) < LOG_HEADER || !isLogHeader(header)) return [];
    const pageSize = header.readUInt32BE(8);
    const salts = header.toString('latin1', 16, 24);
    if (salts !== this.#salts) [this.#salts, this.#at] = [salts, LOG_HEADER];
    const end = fstatSync(log).size - FRAME - pageSize;
    const frame = Buffer.alloc(FRAME);
    const pages: number[] = [];
    let found: number[] = [];
    for (let at = this.#at; at <= end; at += FRAME + pageSize) {
      readSync(log, frame, 0, FRAME, at);
      // What follows is of the log as it was before it began anew.
      if (frame.toString('latin1', 8, 16) !== salts) break;
      found.push(frame.readUInt32BE(0));
      const isCommit = frame.readUInt32BE(4) > 0;
      if (!isCommit) continue;
      for (const page of found) pages.push(page);
      found = [];
      this.#at = at + FRAME + pageSize;
    }
    return pages;
  }
}
