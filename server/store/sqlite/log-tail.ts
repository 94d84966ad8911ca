import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** Of a log, and of each page in it: see https://sqlite.org/walformat.html. */
const HEADER = 32;
const FRAME = 24;
const MAGIC = new Set([0x377f0682, 0x377f0683]);

/**
 * Which pages of a database were written to its log. SQLite has no locks on the log: it may be opened beside it, which the
 * database may not.
 */
export class LogTail {
  readonly #log: string;
  #salts = '';
  /** Where the next frame begins. */
  #at = HEADER;

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
    const header = Buffer.alloc(HEADER);
    if (readSync(log, header, 0, HEADER, 0) < HEADER || !MAGIC.has(header.readUInt32BE(0)))
      return [];
    const pageSize = header.readUInt32BE(8);
    const salts = header.toString('latin1', 16, 24);
    if (salts !== this.#salts) [this.#salts, this.#at] = [salts, HEADER];
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
