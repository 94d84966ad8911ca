import { afterAll, beforeAll, describe } from 'vitest';
import { describeActing } from './acting';
import { describeAudit, describeDocuments } from './documents';
import { describeJobBatches } from './job-batches';
import { describeJobs } from './jobs';
import { describeLifecycle } from './lifecycle';
import { describeListing } from './listing';
import { describeMetadata } from './metadata';
import { describePaging } from './paging';
import { describePieces } from './pieces';
import { describePricing } from './pricing';
import { describeRecords } from './records';
import { describeStripping } from './strip';
import { describeTable } from './table';
import { describeTablePaging } from './table-paging';
import { describeRemembered } from './remembered';
import { describeTallies } from './tallies';
import { describeText } from './text';
import { describeTrash } from './trash';
import type { Store } from '../../store/store';

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
    describeTallies(store);
    describeRemembered(store);
    describeTrash(store);
    describeJobs(store);
    describeJobBatches(store);
    describeStripping(store);
    describePricing(store);
    describeDocuments(store);
    describeAudit(store);
    describeActing(store);
  });
}
