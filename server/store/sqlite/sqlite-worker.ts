import { statSync } from 'node:fs';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { lineOf } from '../audit';
import { FORGET_SPECS } from '../sql/forget-specs';
import { audit } from './audit';
import { isLong, isLongEnd, NEEDS_ROOM, needsNoSync } from './calls';
import { SqliteDatabase, sqliteCode } from './database';
import { mend } from './mend';
import { migrate } from './migrate';
import { emptyUnreadableLog, rememberPlace } from './place';
import { diskFull, reserveBeside, roomFor } from './reserve';
import { reads } from './reads';
import { SearchedDatabase } from './search/searched-database';
import { writes } from './writes';
import { StoreUnavailable } from '../errors';
import { type Call, type Reply, toWireError } from '../../threads/worker-link';

export type SqliteWorkerData = { file: string; role: 'writer' | 'reader' };

/** Readers give it more than a connection: see SearchedDatabase. */
type Operation = (database: never, ...args: never[]) => unknown;

/** Enough to share a disk sync among everyone who waits, few enough that nobody waits for a whole crowd's writes. */
const LARGEST_GROUP = 256;

/** Milliseconds between two tries to empty the log. */
const AGAIN_MS = 500;

const port = parentPort;
if (!port) throw new Error('sqlite-worker runs only as a worker thread');
const { file, role } = workerData as SqliteWorkerData;
const reserve = reserveBeside(file);
let database: SqliteDatabase | null = null;
/** Fails when the file is no longer where a next start would find it. */
let checkPlace = (): void => undefined;
/** The log waits for its readers. */
let again: NodeJS.Timeout | undefined;
/** Never reject. */
let reading: Promise<unknown> = Promise.resolve();
let counting: Promise<unknown> = Promise.resolve();

port.on('message', (first: Call) => {
  const group = [first];
  while (group.length < LARGEST_GROUP) {
    const next = receiveMessageOnPort(port);
    if (!next) break;
    group.push(next.message as Call);
  }
  const closing = group.find(({ name }) => name === 'close');
  const calls = group.filter((call) => call !== closing);
  if (role === 'writer') {
    for (const reply of commit(calls)) port.postMessage(reply);
    database?.copyLog();
  }
  // One after the other: a search reads the state of one moment.
  else
    for (const call of calls) {
      if (isLong(call)) counting = after(counting, read(call));
      else reading = reading.then(() => read(call));
    }
  if (closing) void Promise.all([reading, counting]).then(() => close(closing));
});

/** Opening waits for the first call, so that its errors have someone to go to; a failed one is tried again. */
function open(): SqliteDatabase {
  if (database) return database;
  try {
    return openOnce();
  } catch (error) {
    // Even to open the file takes room, for its log.
    if (role !== 'writer' || !isDiskFull(error) || !reserve.giveUp()) throw error;
    return openOnce();
  } finally {
    if (role === 'writer') reserve.fill();
  }
}

function openOnce(): SqliteDatabase {
  const opened = role === 'writer' ? new SqliteDatabase(file) : new SearchedDatabase(file);
  try {
    if (role === 'writer') migrate(opened, file, undefined, say);
    opened.makeDurable();
    if (role === 'writer') mendOnce(opened);
  } catch (error) {
    opened.close();
    throw error;
  }
  database = opened;
  checkPlace = rememberPlace(file, () => bytesOf(opened));
  return opened;
}

function bytesOf(opened: SqliteDatabase): number {
  return Number(opened.value('PRAGMA page_count')) * Number(opened.value('PRAGMA page_size'));
}

/** A full disk or damage elsewhere may keep it from that, which is no reason not to start: rows are still there. */
function mendOnce(opened: SqliteDatabase): void {
  try {
    const made = mend(opened);
    if (made.length === 0) return;
    say(`The database lacked or had damaged: ${made.join(', ')}. Made anew from what is stored.`);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    say(`Parts of the database are damaged and cannot be made anew: ${sqliteCode(error)}.`);
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function after(former: Promise<unknown>, work: Promise<void>): Promise<void> {
  return former.then(() => work);
}

async function read(call: Call): Promise<void> {
  try {
    const value = await invoke(reads, call, open());
    port?.postMessage({ call: call.call, value } satisfies Reply);
  } catch (error) {
    port?.postMessage({ call: call.call, error: toWireError(error) } satisfies Reply);
  }
}

/** Group commit: all the writes that wait share one transaction and one sync, yet each can fail alone. */
function commit(calls: Call[]): Reply[] {
  if (calls.length === 0) return [];
  try {
    const opened = open();
    checkPlace();
    const replies = group(opened, calls);
    // What was written into a log that had been cut before is not there.
    checkPlace();
    return replies;
  } catch (error) {
    return calls.map(({ call }) => ({ call, error: toWireError(error) }));
  }
}

function group(opened: SqliteDatabase, calls: Call[]): Reply[] {
  try {
    const write = () =>
      opened.commit(() => {
        const replies = calls.map((call) => alone(opened, call));
        if (opened.hasErased) opened.run(FORGET_SPECS);
        return replies;
      });
    const replies = calls.every(needsNoSync) ? opened.withoutSync(write) : write();
    if (opened.hasErased || opened.hasRemoved) emptyLog(opened);
    return replies;
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    return calls.map((call) => onFullDisk(opened, call, error));
  }
}

/** The reserve is there for what gives room back or ends something, and none of it for what brings more. */
function onFullDisk(opened: SqliteDatabase, call: Call, cause: unknown): Reply {
  try {
    if (NEEDS_ROOM.has(call.name) || isLongEnd(call)) throw cause;
    reserve.giveUp();
    emptyLog(opened);
    const reply = opened.withoutCopying(() => {
      const done = opened.transaction(() => alone(opened, call));
      if (opened.hasErased) opened.run(FORGET_SPECS);
      return done;
    });
    // Its log is room that the next one needs, and others on the disk must not take what is left.
    emptyLog(opened);
    reserve.fill();
    return reply;
  } catch (error) {
    return { call: call.call, error: toWireError(error) };
  }
}

function isDiskFull(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR_WRITE|IOERR_SHMSIZE)/.test(sqliteCode(error) ?? '');
}

/** What was erased must not live on in the log. While somebody reads it stays, and is tried again. */
function emptyLog(opened: SqliteDatabase): void {
  try {
    if (hasRoomForLog(opened) && opened.emptyLog()) opened.hasErased = opened.hasRemoved = false;
    else opened.hasRemoved = true;
  } catch {
    // What was written is written, whatever keeps the log from being emptied now.
    opened.hasRemoved = true;
  }
  if (opened.hasRemoved) again ??= setTimeout(() => emptyLogAgain(opened), AGAIN_MS);
}

/** Half of a log that has no room in the file would take what deleting needs, and be of no use there. */
function hasRoomForLog(opened: SqliteDatabase): boolean {
  // SQLite makes the file as long as it will be before it fills it; a file system that compresses takes less than its length.
  const missing = bytesOf(opened) - statSync(file).blocks * 512;
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return Math.min(missing, log) <= roomFor(file);
}

function emptyLogAgain(opened: SqliteDatabase): void {
  again = undefined;
  if (opened === database && opened.hasRemoved) emptyLog(opened);
}

function alone(opened: SqliteDatabase, call: Call): Reply {
  const { hasErased } = opened;
  opened.hasErased = false;
  try {
    const reply = attempted(opened, call);
    return opened.hasErased ? { ...reply, isHeld: true } : reply;
  } finally {
    opened.hasErased ||= hasErased;
  }
}

function attempted(opened: SqliteDatabase, call: Call): Reply {
  opened.script('SAVEPOINT one');
  try {
    if (NEEDS_ROOM.has(call.name) && !reserve.isWhole() && !reserve.fill())
      throw diskFull(reserve.path);
    const value = invoke(writes, call, opened);
    const line = call.line && lineOf(call.line, value);
    if (line) audit(opened, line);
    opened.script('RELEASE one');
    return { call: call.call, value };
  } catch (error) {
    // A full disk can roll back the whole group by itself: then nobody's write has happened.
    if (!opened.inTransaction) throw error;
    opened.script('ROLLBACK TO one; RELEASE one');
    return { call: call.call, error: toWireError(error) };
  }
}

function invoke(
  operations: Record<string, Operation>,
  { name, args }: Call,
  opened: SqliteDatabase,
): unknown {
  const operation = operations[name];
  if (!operation) throw new StoreUnavailable(`the database thread knows no operation ${name}`);
  // The store's methods are the only callers and share these types.
  return operation(opened as never, ...(args as never[]));
}

/** On a full disk it stays, and the next start reads it. */
function emptyLastLog(): void {
  try {
    // What lies there now may not be what the log is taken for.
    checkPlace();
    database?.emptyLog();
  } catch (error) {
    if (!isDiskFull(error) && !(error instanceof StoreUnavailable)) throw error;
    emptyUnreadableLog(file);
  }
}

function close({ call }: Call): void {
  clearTimeout(again);
  try {
    // The driver keeps the file open until its statements are collected, so empty the log here.
    if (role === 'writer') emptyLastLog();
    database?.close();
    port?.postMessage({ call, value: undefined } satisfies Reply);
  } catch (error) {
    port?.postMessage({ call, error: toWireError(error) } satisfies Reply);
  }
  port?.close();
}
