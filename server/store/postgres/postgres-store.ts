import { type Actions, type AuditLine, lineOf } from '../audit';
import { PostgresDatabase, postgresCode, type Transactions, within } from './database';
import { BegunTexts } from './begun';
import { bringForJob } from './job-bring';
import { priceForJob } from './job-price';
import { deleteForJob, stripForJob, workOnJob } from './job-work';
import * as jobItems from './job-items';
import * as jobRecords from './jobs';
import { audit } from './audit';
import { putDocument, removeDocument, removeDocuments } from './documents';
import { lists } from './list';
import { keepPieces } from './pieces';
import { type Lease, takeLease } from './lease';
import { migrate } from './migrate';
import { SearchReach } from './search-reach';
import { SearchTail } from './search-tail';
import { searchesOn } from './searches';
import { insertRecords, knownIds, positionsOf, records } from './records';
import { requestStop, stopRequests } from './stops';
import { tableOn } from './table';
import { erase, eraseAt, eraseDeletedBefore, restore } from './trash';
import { begin, finish, remove, updateMetadata } from './writes';
import { auditCounts, auditEntries } from '../sql/audit-entries';
import { document, documents } from '../sql/documents';
import { itemsToPrice, job, jobCounts, jobFailures, jobs, trashed } from '../sql/jobs';
import { leftAnswer } from '../sql/left-answer';
import { list, messages, newestPosition, placeOf, retrieve } from '../sql/reads';
import type { Jobs } from '../jobs';
import type { Store } from '../store';
import { modelUseOf } from '../table/model-use';
import { createWalk, WALK } from '../sql/walk-rows';

/**
 * Opens the database behind a `postgres://…` URL and migrates it when needed; several servers may share it.
 * Rejects with StoreRefused for databases that cannot be used at all, with StoreUnavailable for the rest.
 */
export async function openPostgresStore(options: {
  url: string;
  connections?: number | undefined;
}): Promise<Store> {
  const database = new PostgresDatabase(options.url, options.connections);
  try {
    await migrate(database);
    return await storeOn(database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

const SIZE = 'SELECT pg_database_size(current_database()) AS bytes';

async function storeOn(database: PostgresDatabase): Promise<Store> {
  const table = tableOn(database);
  const reach = new SearchReach(database);
  const tail = new SearchTail(database);
  // A table that cannot be read is no reason not to start.
  await reach.look().catch(() => null);
  const lease = await takeLease(database, async () => {
    tail.index();
    await reach.look();
  });
  const close = async () => {
    try {
      await Promise.all([reach.close(), tail.close()]);
      await lease.release();
    } finally {
      await database.close();
    }
  };
  const walk = createWalk(
    (after, limit) => database.rows(WALK, [after, limit]),
    (error) => /^XX00[12]/.test(postgresCode(error) ?? ''),
  );
  const begun = new BegunTexts();
  let closing: Promise<void> | null = null;
  return {
    begin: (draft) => begin(database, draft, { owner: lease.token, begun, packs: lease.packs() }),
    finish: (id, outcome) => finish(database, { id, outcome }, { begun, packs: lease.packs() }),
    retrieve: (id, scope) => retrieve(database, id, scope),
    messages: (id, scope) => messages(database, id, scope),
    list: (query) => list(database, lists, query),
    ...searchesOn(database, reach),
    modelUse: (since) => modelUseOf(table, since),
    newestPosition: () => newestPosition(database),
    placeOf: (id, sort) => placeOf(database, id, sort),
    positionsOf: (ids, sorting) => positionsOf(database, ids, sorting),
    keepPieces: (pieces) => keepPieces(database, pieces),
    leftAnswer: (after) => leftAnswer(database, after),
    knownIds: (ids, provider) => knownIds(database, ids, provider),
    records: (at, bytes) => records(database, at, bytes),
    insertRecords: async (brought, duplicates, onWorked) => {
      const options = { duplicates, packs: lease.packs(), onWorked };
      const arrivals = await insertRecords(database, brought, options);
      tail.index();
      return arrivals;
    },
    eraseAt: async (positions) =>
      void (await database.transaction((queries) => eraseAt(queries, positions))),
    eraseDeletedBefore: (second, limit) => eraseDeletedBefore(database, second, limit),
    ...jobsOn(database, lease, tail),
    documents: (kind) => documents(database, kind),
    document: (kind, id) => document(database, kind, id),
    ...actionsOn(lease.token, (act) => act(database)),
    acting: (line) => actionsOn(lease.token, recorded(database, line)),
    audit: (entry) => audit(database, entry),
    auditEntries: (query) => auditEntries(database, query),
    auditCounts: (range) => auditCounts(database, range),
    requestStop: (id) => requestStop(database, id, lease.token),
    stopRequests: () => stopRequests(database, lease.token),
    recover: lease.recover,
    size: async () => {
      const [row] = await database.rows<{ bytes: string }>(SIZE);
      return { bytes: Number(row?.bytes), free: null };
    },
    searchLag: async () => {
      const [lost, late] = [await reach.lag(), await tail.lag()];
      return {
        waiting: lost.waiting + late.waiting,
        seconds: Math.max(lost.seconds, late.seconds),
      };
    },
    // The lease is a real write in the real database.
    ready: async () => {
      await lease.renew();
      await walk();
    },
    close: () => (closing ??= close()),
  };
}

type Do = <T>(act: (database: Transactions) => Promise<T>) => Promise<T>;

/** Does something and writes the line that says so, in one transaction. */
function recorded(database: PostgresDatabase, line: AuditLine): Do {
  return (act) =>
    database.transaction(async (queries) => {
      const result = await act(within(queries));
      const entry = lineOf(line, result);
      if (entry) await audit(within(queries), entry);
      return result;
    });
}

function actionsOn(owner: string, run: Do): Actions {
  return {
    updateMetadata: (id, metadata, scope, ifVersion) =>
      run((on) => updateMetadata(on, id, metadata, scope, ifVersion)),
    delete: (id, scope) => run((on) => remove(on, id, scope)),
    restore: (id) => run((on) => restore(on, id)),
    erase: (id) => run((on) => erase(on, id)),
    createJob: (job) => run((on) => jobRecords.createJob(on, job, owner)),
    changeJob: (id, from, change) => run((on) => jobRecords.changeJob(on, id, from, change)),
    removeJob: (id) => run((on) => jobRecords.removeJob(on, id)),
    putDocument: (...document) => run((on) => putDocument(on, ...document)),
    removeDocument: (kind, id) => run((on) => removeDocument(on, kind, id)),
    removeDocuments: (kind) => run((on) => removeDocuments(on, kind)),
  };
}

function jobsOn(
  database: PostgresDatabase,
  { token: owner, packs }: Pick<Lease, 'token' | 'packs'>,
  tail: SearchTail,
): Omit<Jobs, keyof Actions> {
  return {
    job: (id) => job(database, id),
    jobs: (query) => jobs(database, query),
    jobCounts: (query) => jobCounts(database, query),
    claimJob: (lane) => jobRecords.claimJob(database, lane, owner),
    adoptJobs: () => jobRecords.adoptJobs(database, owner),
    addJobItems: (id, positions) => jobItems.addJobItems(database, id, positions),
    addJobIds: (id, ids, shelf) => jobItems.addJobIds(database, id, ids, shelf),
    addWrittenItems: (id, of) => jobItems.addWrittenItems(database, id, of),
    clearJobItems: (id) => jobItems.clearJobItems(database, id),
    workOnJob: ({ id }, limit, onWorked) => workOnJob(database, id, { limit, onWorked }),
    itemsToPrice: (id, limit) => itemsToPrice(database, id, limit),
    priceForJob: (id, priced, onWorked) => priceForJob(database, id, { priced, onWorked }),
    deleteForJob: (...args) => deleteForJob(database, ...args),
    stripForJob: (...args) => stripForJob(database, ...args),
    bringForJob: async (id, brought, change) => {
      const job = await bringForJob(database, id, brought, change, packs());
      tail.index();
      return job;
    },
    jobFailures: (id, query) => jobFailures(database, id, query),
    addJobFailures: (id, failures) => jobItems.addJobFailures(database, id, failures),
    retryJobItems: (id) => jobItems.retryJobItems(database, id),
    trashed: (query) => trashed(database, query),
    bytesAt: (positions, shelf) => jobRecords.bytesAt(database, positions, shelf),
    metadataAt: (positions) => jobRecords.metadataAt(database, positions),
  };
}
