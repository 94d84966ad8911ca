import { PostgresDatabase } from './postgres-database';
import { takeLease } from './postgres-lease';
import { migrate } from './postgres-migrate';
import { list, messages, retrieve } from './postgres-reads';
import { insertRecords, newestPosition, positionsOf, records } from './postgres-records';
import { requestStop, stopRequests } from './postgres-stops';
import { tableOn } from './postgres-table';
import { erase, eraseDeletedBefore, restore, trash } from './postgres-trash';
import { begin, finish, remove, updateMetadata } from './postgres-writes';
import { positions } from './record-positions';
import type { Store } from './store';
import { facetsOf } from './table-facets';
import { queryTable } from './table-page';
import { seriesOf } from './table-series';

/**
 * Opens the database behind a `postgres://…` URL and migrates it when needed; several servers may share it.
 * Rejects with StoreRefused for databases that cannot be used at all, with StoreUnavailable for the rest.
 */
export async function openPostgresStore(options: { url: string }): Promise<Store> {
  const database = new PostgresDatabase(options.url);
  try {
    await migrate(database);
    return await storeOn(database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function storeOn(database: PostgresDatabase): Promise<Store> {
  const lease = await takeLease(database);
  const table = tableOn(database);
  const close = async () => {
    try {
      await lease.release();
    } finally {
      await database.close();
    }
  };
  let closing: Promise<void> | null = null;
  return {
    begin: (draft) => begin(database, draft, lease.token),
    finish: (id, outcome) => finish(database, id, outcome),
    retrieve: (id, scope) => retrieve(database, id, scope),
    messages: (id, scope) => messages(database, id, scope),
    list: (query) => list(database, query),
    query: (query) => queryTable(table, query),
    facets: (filter, budgetMs) => facetsOf(table, filter, budgetMs),
    series: (query) => seriesOf(table, query),
    newestPosition: () => newestPosition(database),
    positions: (query) => positions(table, query),
    positionsOf: (ids) => positionsOf(database, ids),
    records: (at, bytes) => records(database, at, bytes),
    insertRecords: (brought, duplicates) =>
      insertRecords(database, brought, duplicates, lease.token),
    updateMetadata: (id, metadata, scope, ifVersion) =>
      updateMetadata(database, id, metadata, scope, ifVersion),
    delete: (id, scope) => remove(database, id, scope),
    trash: (query) => trash(database, query),
    restore: (id) => restore(database, id),
    erase: (id) => erase(database, id),
    eraseDeletedBefore: (second, limit) => eraseDeletedBefore(database, second, limit),
    requestStop: (id) => requestStop(database, id, lease.token),
    stopRequests: () => stopRequests(database, lease.token),
    recover: lease.recover,
    // The lease is a real write in the real database.
    ready: lease.renew,
    close: () => (closing ??= close()),
  };
}
