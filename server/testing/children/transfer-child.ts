import { createReadStream, statSync } from 'node:fs';
import { readPriceTable } from '../../pricing/price-table';
import { openStore } from '../../store/open-store';
import { importRecords } from '../../transfer/import';
import { startTransferThread } from '../../transfer/transfer-thread';
import { say } from '../say';
import { newJob } from '../sample-job';

// Run by kill.deep.test.ts in a process of its own: brings in a file, and says on stdout how much is stored, until killed.

const [, , url = '', file = ''] = process.argv;
const store = await openStore(url);
// Imports and exports are recorded alike: their request runs them, so they end with it.
for (const kind of ['import', 'export'] as const) {
  await store.createJob(newJob({ id: `job_${kind}_${process.pid}`, kind }));
}
const parts = { store, thread: startTransferThread(), prices: readPriceTable(null) };
await importRecords(
  parts,
  { source: unfinished(), duplicates: 'skip' },
  { progress: ({ changed }) => say(`${changed}`), failure: () => undefined },
);

/** The last quarter never arrives, so that the end cannot come before the kill. */
async function* unfinished(): AsyncGenerator<Buffer> {
  yield* createReadStream(file, {
    end: Math.floor(statSync(file).size * 0.75),
  }) as AsyncIterable<Buffer>;
  await new Promise(() => undefined);
}
