import { afterAll, beforeAll, describe } from 'vitest';
import { describeActing } from './contract-acting';
import { describeAudit, describeDocuments } from './contract-documents';
import { describeJobBatches } from './contract-job-batches';
import { describeJobs } from './contract-jobs';
import { describeLifecycle } from './contract-lifecycle';
import { describeListing } from './contract-listing';
import { describeMetadata } from './contract-metadata';
import { describePaging } from './contract-paging';
import { describePieces } from './contract-pieces';
import { describeRecords } from './contract-records';
import { describeStripping } from './contract-strip';
import { describeTable } from './contract-table';
import { describeTablePaging } from './contract-table-paging';
import { describeText } from './contract-text';
import { describeTrash } from './contract-trash';
import type { Store } from './store';

export type StoreUnderTest = {
  store: Store;
  /** Closes the store and removes what it kept. */
  dispose: () => Promise<void>;
};

/**
 * What every driver promises, on a real database. `open` makes a store with an empty database of its own; it is
 * called once, and the parts of the suite keep out of each other's way by models, tags and seconds of their own.
 */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`store on ${name}`, () => {
    let opened: StoreUnderTest;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.dispose());
    const store = () => opened.store;
    describeLifecycle(store);
    describeMetadata(store);
    describeListing(store);
    describeText(store);
    describePieces(store);
    describePaging(store);
    describeRecords(store);
    describeTable(store);
    describeTablePaging(store);
    describeTrash(store);
    describeJobs(store);
    describeJobBatches(store);
    describeStripping(store);
    describeDocuments(store);
    describeAudit(store);
    describeActing(store);
  });
}
