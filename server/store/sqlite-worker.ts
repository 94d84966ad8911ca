import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { lineOf } from './audit';
import { forgetSpecs } from './forget-specs';
import { audit } from './sqlite-audit';
import { SqliteDatabase } from './sqlite-database';
import { migrate } from './sqlite-migrate';
import { rememberPlace } from './sqlite-place';
import { reads } from './sqlite-reads';
import { writes } from './sqlite-writes';
import { StoreUnavailable } from './store';
import { type Call, type Reply, toWireError } from './worker-link';

export type SqliteWorkerData = { file: string; role: 'writer' | 'reader' };

type Operation = (database: SqliteDatabase, ...args: never[]) => unknown;

/** Enough to share a disk sync among everyone who waits, few enough that nobody waits for a whole crowd's writes. */
const LARGEST_GROUP = 256;

const FORGET_SPECS = forgetSpecs('');

/** Milliseconds between two tries to empty the log. */
const AGAIN_MS = 500;

const port = parentPort;
if (!port) throw new Error('sqlite-worker runs only as a worker thread');
const { file, role } = workerData as SqliteWorkerData;
let database: SqliteDatabase | null = null;
/** Fails when the file is no longer where a next start would find it. */
let checkPlace = (): void => undefined;
/** The log waits for its readers. */
let again: NodeJS.Timeout | undefined;
/** Never rejects. */
let reading: Promise<unknown> = Promise.resolve();

port.on('message', (first: Call) => {
  const group = [first];
  while (group.length < LARGEST_GROUP) {
    const next = receiveMessageOnPort(port);
    if (!next) break;
    group.push(next.message as Call);
  }
  const closing = group.find(({ name }) => name === 'close');
  const calls = group.filter((call) => call !== closing);
  if (role === 'writer') for (const reply of commit(calls)) port.postMessage(reply);
  else reading = Promise.all([reading, ...calls.map(read)]);
  if (closing) void reading.then(() => close(closing));
});

/** Opening waits for the first call, so that its errors have someone to go to; a failed one is tried again. */
function open(): SqliteDatabase {
  if (database) return database;
  const opened = new SqliteDatabase(file);
  try {
    if (role === 'writer') migrate(opened, file);
    opened.makeDurable();
  } catch (error) {
    opened.close();
    throw error;
  }
  database = opened;
  checkPlace = rememberPlace(file);
  return opened;
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
    const write = () =>
      opened.transaction(() => {
        const replies = calls.map((call) => alone(opened, call));
        if (opened.hasErased) opened.run(FORGET_SPECS);
        return replies;
      });
    const replies = calls.every(needsNoSync) ? opened.withoutSync(write) : write();
    if (opened.hasErased) emptyLog(opened);
    return replies;
  } catch (error) {
    return calls.map(({ call }) => ({ call, error: toWireError(error) }));
  }
}

/** The text of answers that are being made: the next write that is synced syncs it, too. */
function needsNoSync({ name }: Call): boolean {
  return name === 'keepPieces';
}

/** What was erased must not live on in the log. While somebody reads it stays, and is tried again. */
function emptyLog(opened: SqliteDatabase): void {
  opened.hasErased = !opened.emptyLog();
  if (opened.hasErased) again ??= setTimeout(() => emptyLogAgain(opened), AGAIN_MS);
}

function emptyLogAgain(opened: SqliteDatabase): void {
  again = undefined;
  try {
    if (opened === database && opened.hasErased) emptyLog(opened);
  } catch {
    // The database is away; whatever is written next tries again.
  }
}

function alone(opened: SqliteDatabase, call: Call): Reply {
  opened.script('SAVEPOINT one');
  try {
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
  return operation(opened, ...(args as never[]));
}

function close({ call }: Call): void {
  try {
    // The driver keeps the file open until its statements are collected, so empty the log here.
    if (role === 'writer') database?.all('PRAGMA wal_checkpoint(TRUNCATE)');
    database?.close();
    port?.postMessage({ call, value: undefined } satisfies Reply);
  } catch (error) {
    port?.postMessage({ call, error: toWireError(error) } satisfies Reply);
  }
}
