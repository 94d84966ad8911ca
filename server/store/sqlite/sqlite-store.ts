import type { OnWorked, Timed } from '../timed';
import { accessSync, chmodSync, closeSync, constants, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actions } from '../audit';
import type { Jobs } from '../jobs';
import { sqliteCode } from './database';
import { lockForServer } from './lock';
import { makeFolder } from './make-folder';
import { sizeOf } from './size';
import type { Indexing, IndexPace } from './search/indexing';
import { searchesThrough } from './search/searches';
import { startThreads, type Threads } from './sqlite-threads';
import { StoreRefused, StoreUnavailable } from '../errors';
import { type Store } from '../store';
import { SEARCH_ROWS } from '../table/query';
import { createWalk } from '../sql/walk-rows';

/**
 * Opens the SQLite file, creating it (0600, in a folder 0700) and migrating it when needed. One process has it at a time.
 * Rejects with StoreRefused for files that cannot be used at all or that another server has open, with
 * {@link StoreUnavailable} for the rest.
 */
export async function openSqliteStore(options: { url: string }): Promise<Store> {
  return (await openIndexedStore(options)).store;
}

/** The same, with a hand on its search index. */
export async function openIndexedStore(
  options: IndexPace & { url: string },
): Promise<{ store: Store; indexing: Indexing }> {
  const { url, ...pace } = options;
  const file = sqliteFile(url);
  createPrivately(file);
  const unlock = lockForServer(file);
  const threads = startThreads(file, pace);
  const { write, writing, read, readTable, readChart, indexing } = threads;
  const search = searchesThrough(indexing);
  const searchRows = SEARCH_ROWS;
  const walk = createWalk((after, limit) => readTable('walk', after, limit), isDamage);
  const close = () => threads.close().finally(unlock);
  await threads.open().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const store: Store = {
    begin: (draft) => write('begin', draft),
    finish: (id, outcome) => write('finish', id, outcome),
    retrieve: (id, scope) => read('retrieve', id, scope),
    messages: (id, scope) => read('messages', id, scope),
    list: (query) => read('list', query),
    query: (query) => search(query, () => readTable('query', query)),
    facets: (filter, budgetMs) =>
      search({ filter, searchRows }, () => readChart('facets', filter, budgetMs)),
    series: (query) => search({ ...query, searchRows }, () => readChart('series', query)),
    insights: (query) => search({ ...query, searchRows }, () => readChart('insights', query)),
    modelUse: (since) => readChart('modelUse', since),
    newestPosition: () => readTable('newestPosition'),
    positions: (query) => search(query, () => readTable('positions', query)),
    placeOf: (id, sort) => readTable('placeOf', id, sort),
    positionsOf: (ids, sorting) => readTable('positionsOf', ids, sorting),
    keepPieces: (pieces) => write('keepPieces', pieces),
    leftAnswer: (after) => read('leftAnswer', after),
    knownIds: (ids, provider) => read('knownIds', ids, provider),
    records: (positions, bytes) => readTable('records', positions, bytes),
    insertRecords: async (records, duplicates, onWorked) => {
      await indexing.room(records.length);
      return untimed(write('insertRecords', records, duplicates), onWorked);
    },
    trash: (query) => search({ filter: query, searchRows: Infinity }, () => read('trash', query)),
    eraseAt: (positions) => write('eraseAt', positions),
    eraseDeletedBefore: (second, limit) => write('eraseDeletedBefore', second, limit),
    ...jobsThrough({ write, read, readTable, indexing }),
    documents: (kind) => read('documents', kind),
    document: (kind, id) => read('document', kind, id),
    ...actionsThrough(write),
    acting: (line) => actionsThrough(writing(line)),
    audit: (entry) => write('audit', entry),
    auditEntries: (query) => read('auditEntries', query),
    auditCounts: (range) => read('auditCounts', range),
    // The file has one server process, so there is no other to ask.
    requestStop: () => Promise.resolve(false),
    stopRequests: () => Promise.resolve([]),
    recover: () => write('recover'),
    size: () => sizeOf(file),
    searchLag: () => indexing.lag(),
    ready: async () => {
      await write('ready');
      await walk();
    },
    close,
  };
  return { store, indexing };
}

/** The thread tells how long its work took; a commit may be everybody's. */
async function untimed<T>(working: Promise<Timed<T>>, onWorked?: OnWorked): Promise<T> {
  const { value, ms } = await working;
  onWorked?.(ms);
  return value;
}

function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(sqliteCode(error) ?? '');
}

type Ways = Pick<Threads, 'write' | 'read' | 'readTable' | 'indexing'>;

function actionsThrough(write: Ways['write']): Actions {
  return {
    updateMetadata: (id, metadata, scope, ifVersion) =>
      write('updateMetadata', id, metadata, scope, ifVersion),
    delete: (id, scope) => write('delete', id, scope),
    restore: (id) => write('restore', id),
    erase: (id) => write('erase', id),
    createJob: (job) => write('createJob', job),
    changeJob: (id, from, change) => write('changeJob', id, from, change),
    removeJob: (id) => write('removeJob', id),
    putDocument: (...document) => write('putDocument', ...document),
    removeDocument: (kind, id) => write('removeDocument', kind, id),
    removeDocuments: (kind) => write('removeDocuments', kind),
  };
}

function jobsThrough({ write, read, readTable, indexing }: Ways): Omit<Jobs, keyof Actions> {
  return {
    job: (id) => read('job', id),
    jobs: (query) => read('jobs', query),
    jobCounts: (query) => read('jobCounts', query),
    claimJob: (lane) => write('claimJob', lane),
    // The file has one server process: whatever another left, it left before this one's start.
    adoptJobs: (isStart) => (isStart ? write('adoptJobs') : Promise.resolve([])),
    addJobItems: (id, positions) => write('addJobItems', id, positions),
    addJobIds: (id, ids, shelf) => write('addJobIds', id, ids, shelf),
    addWrittenItems: (id, of) => write('addWrittenItems', id, of),
    clearJobItems: (id) => write('clearJobItems', id),
    workOnJob: ({ id }, limit, onWorked) => untimed(write('workOnJob', id, limit), onWorked),
    itemsToPrice: (id, limit) => readTable('itemsToPrice', id, limit),
    priceForJob: (id, priced, onWorked) => untimed(write('priceForJob', id, priced), onWorked),
    deleteForJob: (id, positions, change, onWorked) =>
      untimed(write('deleteForJob', id, positions, change), onWorked),
    stripForJob: (id, positions, change, onWorked) =>
      untimed(write('stripForJob', id, positions, change), onWorked),
    bringForJob: async (id, brought, change) => {
      await indexing.room(brought.records.length);
      return write('bringForJob', id, brought, change);
    },
    jobFailures: (id, query) => read('jobFailures', id, query),
    addJobFailures: (id, failures) => write('addJobFailures', id, failures),
    retryJobItems: (id) => write('retryJobItems', id),
    trashed: (query) => readTable('trashed', query),
    bytesAt: (positions, shelf) => readTable('bytesAt', positions, shelf),
    metadataAt: (positions) => readTable('metadataAt', positions),
  };
}

/** The path in a `DATABASE_URL`: `file:data/chatkeep.db`, `file:///var/lib/x.db` or just a path; absolute. */
export function sqliteFile(url: string): string {
  if (url.startsWith('file://')) return fileURLToPath(url);
  return resolve(url.replace(/^file:/, ''));
}

/** Files of ours that lie beside the database. */
const BESIDE = ['-wal', '-shm', '.lock', '.reserve', '.search', '.search-wal', '.search-shm'];

function refuseFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new StoreRefused(
      `${path} is a folder where a file of the database belongs: move it away`,
    );
}

function createPrivately(file: string): void {
  try {
    makeFolder(dirname(file));
    const found = statSync(file, { throwIfNoEntry: false });
    if (found && !found.isFile())
      throw new StoreRefused(
        `${file} is ${found.isDirectory() ? 'a folder' : 'no file'}: name a file in DATABASE_URL`,
      );
    for (const ending of BESIDE) refuseFolder(`${file}${ending}`);
    // SQLite would say of neither which file it is.
    if (found) return accessSync(file, constants.R_OK | constants.W_OK);
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
  } catch (cause) {
    if (cause instanceof StoreRefused) throw cause;
    throw new StoreUnavailable('the database file cannot be used', { cause });
  }
}
