import Libsql from 'libsql';
import { assertStorable } from '../sql/storable-values';
import { textOf } from '../../json/text';
import type { BoundValue, Value } from '../columns';
import type { Rows } from '../sql/rows';
import { isPacked, unpackInto } from '../packed';
import { StoreFault, StoreUnavailable } from '../errors';
import { attempt } from './attempt';
import { WriteAheadLog } from './write-ahead-log';

/** How long a write waits for another process's lock before the store says unavailable. */
const BUSY_TIMEOUT_MS = 5_000;
/** The same for readers of the log, before it is emptied later. */
const READERS_TIMEOUT_MS = 100;

/** Of pages that each connection keeps, where SQLite's own 2 MiB hold a thousandth of a large file; the system keeps more. */
const CACHE_KIB = 16 * 1024;

/** Of the pages of new databases. Of SQLite's own, of 4 KiB, most rows take one and fill some three fifths of it. */
const PAGE_BYTES = 8_192;

/** Filters combine to more statements than are worth keeping. */
const MOST_STATEMENTS = 200;

/** What the driver takes; bytes are texts that are packed. */
type DriverValue = Value | Uint8Array;
type Statement = Libsql.Statement<[readonly DriverValue[]]>;

/**
 * One connection, and the only place that touches the SQLite driver. Synchronous: it lives in a worker thread.
 * Every error of the database comes out as {@link StoreUnavailable} or {@link StoreFault} with the driver's error as
 * its cause.
 */
export class SqliteDatabase implements Rows {
  readonly #connection: Libsql.Database;
  readonly #statements = new Map<string, Statement>();
  readonly #file: string;
  /** Of a connection that is durable. */
  #log: WriteAheadLog | undefined;
  /** A completion was erased that may still be in the log. */
  hasErased = false;
  /** So may something else that is gone, as the name of a view. */
  hasRemoved = false;

  /** Opens the file, which must exist; changes nothing in it. */
  constructor(file: string) {
    this.#file = file;
    this.#connection = attempt(() => new Libsql(file));
    this.all(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }

  /** Makes every commit durable, and verifies that the database agreed: some builds reopen WAL files at NORMAL. */
  makeDurable(): void {
    this.all('PRAGMA journal_mode = WAL');
    this.all('PRAGMA synchronous = FULL');
    this.all(`PRAGMA cache_size = -${CACHE_KIB}`);
    this.#log = new WriteAheadLog(this, this.#file);
    // Erased means erased: without this, deleted text stays readable in the file's free pages.
    this.all('PRAGMA secure_delete = ON');
    const mode = this.value('PRAGMA journal_mode');
    const level = this.value('PRAGMA synchronous');
    if (mode !== 'wal' || level !== 2) {
      throw new StoreUnavailable(`SQLite refuses durable writes: ${mode}, synchronous ${level}`);
    }
  }

  /** Empty pages can be given back to the disk: of a file without tables, and of copies that this connection makes. */
  letShrink(): void {
    this.all('PRAGMA auto_vacuum = INCREMENTAL');
  }

  /** The same files get pages that rows fit. */
  widenPages(): void {
    this.all(`PRAGMA page_size = ${PAGE_BYTES}`);
  }

  /** How many pages of this file hold so many bytes. */
  pagesOf(bytes: number): number {
    return Math.floor(bytes / Number(this.value('PRAGMA page_size')));
  }

  /** What `work` commits outlives this process, but not the machine's power, until something else is committed. */
  withoutSync<T>(work: () => T): T {
    this.all('PRAGMA synchronous = NORMAL');
    try {
      return work();
    } finally {
      this.all('PRAGMA synchronous = FULL');
    }
  }

  /** What `work` commits stays in the log: to begin copying it into the file would take room that there is not. */
  withoutCopying<T>(work: () => T): T {
    if (this.#log) this.#log.mayCopy = false;
    try {
      return work();
    } finally {
      if (this.#log) this.#log.mayCopy = true;
    }
  }

  /** Leaves nothing in the log, unless somebody reads from it for longer than writers should wait: see {@link WriteAheadLog}. */
  emptyLog(): boolean {
    this.all(`PRAGMA busy_timeout = ${READERS_TIMEOUT_MS}`);
    try {
      return this.#log?.empty() ?? false;
    } finally {
      this.all(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
  }

  /**
   * Rows as objects named by column, packed texts as they were. The caller's SELECT is what vouches for `Row`; one of
   * `messages` needs `body`, which may hold both.
   */
  all<Row>(sql: string, bound: readonly BoundValue[] = []): Row[] {
    const values = bound.map(bindable);
    return attempt(() => {
      const rows = this.#prepare(sql).all(values) as (Row & object)[];
      if (rows[0] && Object.hasOwn(rows[0], 'body'))
        for (const row of rows) unpackInto(row, bytesIn);
      return rows;
    });
  }

  /** As {@link all}, where a throw becomes a rejection. */
  async rows<Row>(sql: string, values?: readonly Value[]): Promise<Row[]> {
    return this.all<Row>(sql, values);
  }

  /** The first column of the first row. */
  value(sql: string, values: readonly BoundValue[] = []): Value | undefined {
    const [row] = this.all<Record<string, Value>>(sql, values);
    return row && Object.values(row)[0];
  }

  /** Resolves with the number of rows changed. */
  run(sql: string, bound: readonly BoundValue[] = []): number {
    const values = bound.map(bindable);
    return attempt(() => this.#prepare(sql).run(values)).changes;
  }

  /** Takes leftovers out of pages, as a part of a transaction. */
  lookThrough(pages: readonly number[]): void {
    this.#log?.lookThrough(pages);
  }

  /** A page of the file as this connection sees it, counted from 1; none: there are not so many. */
  page(number: number): Buffer | undefined {
    const sql = 'SELECT data FROM sqlite_dbpage WHERE pgno = ?';
    const row = attempt(() => this.#prepare(sql).get([number])) as { data: Buffer } | undefined;
    return row?.data;
  }

  /** In its place, as a part of a transaction. The caller vouches for every byte. */
  writePage(number: number, page: Buffer): void {
    const sql = 'UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?';
    attempt(() => this.#connection.prepare(sql).run([page, number]));
  }

  /** One or several statements without values. */
  script(sql: string): void {
    attempt(() => this.#connection.exec(sql));
  }

  /** Runs `work` in a transaction that holds the write lock from its start; commits, or rolls back and throws. */
  transaction<T>(work: () => T): T {
    const result = this.commit(work);
    this.copyLog();
    return result;
  }

  /** The same for a caller that copies the log later: nobody who waits for the commit need wait for that. */
  commit<T>(work: () => T): T {
    return this.#within('BEGIN IMMEDIATE', work);
  }

  /** Once enough was committed, what is in the log is copied into the file. What fails is tried again the next time. */
  copyLog(): void {
    this.#log?.committed();
  }

  /** Runs `work`, which only reads, on the state of one moment: what others commit meanwhile is not seen. */
  snapshot<T>(work: () => T): T {
    return this.#within('BEGIN', work);
  }

  #within<T>(begin: string, work: () => T): T {
    this.script(begin);
    try {
      const result = work();
      this.script('COMMIT');
      return result;
    } catch (error) {
      // A full disk rolls back by itself, and a second ROLLBACK would hide the reason.
      if (this.inTransaction) this.script('ROLLBACK');
      throw error;
    }
  }

  get inTransaction(): boolean {
    return this.#connection.inTransaction;
  }

  close(): void {
    this.#statements.clear();
    attempt(() => this.#connection.close());
  }

  #prepare(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
      statement = this.#connection.prepare<[readonly DriverValue[]]>(spoken(sql));
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** Statements that both engines share, as SQLite reads them: see {@link Rows}. */
function spoken(sql: string): string {
  return sql.replaceAll('chatkeep.', '').replace(/\$(\d+)/g, '?$1');
}

/** The SQLite error code (`SQLITE_FULL`, …) behind an error of this driver. */
export function sqliteCode(error: unknown): string | undefined {
  const isOurs = error instanceof StoreUnavailable || error instanceof StoreFault;
  const cause = isOurs ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}

const bytesIn = (body: unknown) => (body instanceof ArrayBuffer ? Buffer.from(body) : null);

/** The driver aborts the whole process over a boolean and reads text only up to a NUL, so nothing unchecked gets in. */
function bindable(value: BoundValue): DriverValue {
  if (value === null) return null;
  if (value instanceof Uint8Array) return isPacked(value) ? value : textOf(value);
  if (typeof value === 'string') {
    assertStorable(value);
    return value;
  }
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new TypeError(`SQLite cannot bind a value of type ${typeof value}`);
}
