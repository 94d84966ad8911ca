import type { Arrival, Duplicates, BroughtRecord } from '../store/records';
import { StoreUnavailable } from '../store/errors';
import { type Store } from '../store/store';
import { createBatchSize } from '../jobs/batch-size';
import type { OnWorked } from '../store/timed';
import type { PriceTable } from '../pricing/price-table';
import { type BadLine, LONGEST_LINE, type ReadLine, TOO_LONG } from './read-lines';
import { oneALine } from './one-a-line';
import { type Block, splitLines } from './split-lines';
import type { Counts, Follower } from './transfer';
import type { TransferThread } from './transfer-thread';

/** Milliseconds that a batch may keep other writers waiting. */
const BATCH_MS = 40;
const MOST = 2_000;

type Numbered = { line: number; record: BroughtRecord };

/**
 * Brings in a file as it arrives, a value a line or all of them in one list: bad lines are told, good ones kept. Every batch is committed by itself, so
 * whatever ends an import, what was counted is stored, and the same file can be sent again. Resolves with the counts.
 */
export async function importRecords(
  { store, thread, prices }: { store: Store; thread: TransferThread; prices: PriceTable },
  { source, duplicates }: { source: AsyncIterable<Buffer>; duplicates: Duplicates },
  follower: Follower<BadLine>,
): Promise<Counts> {
  const counts: Counts = { done: 0, changed: 0, skipped: 0, failed: 0 };
  const insert = createInserter(store, duplicates);
  const fail = (line: number, reason: string) => {
    counts.failed += 1;
    counts.done += 1;
    follower.failure({ line, reason });
  };
  const priced = ({ line, record, isOurs }: ReadLine): Numbered => {
    const { model, created } = record;
    const cost = isOurs ? record.cost : (record.cost ?? prices.costOfModel(model, record, created));
    return { line, record: { ...record, cost } };
  };
  let inserting: Promise<void> = Promise.resolve();
  try {
    for await (const block of splitLines(oneALine(source), LONGEST_LINE)) {
      const { records, bad } = await readBlock(thread, block);
      // The lines of one block are read while those of the block before are written.
      await inserting;
      for (const { line, reason } of bad) fail(line, reason);
      inserting = insert(records.map(priced), ({ line }, arrival) => {
        if (arrival === 'running')
          return fail(line, 'the completion with this id is being generated');
        if (arrival === 'refused') return fail(line, 'it cannot be stored');
        counts.done += 1;
        counts[arrival === 'skipped' ? 'skipped' : 'changed'] += 1;
      }).finally(() => follower.progress({ ...counts }));
      // Awaited in the next round, or below; a failure in between must not end the process.
      inserting.catch(() => undefined);
    }
  } finally {
    // What has come is stored also when the rest does not.
    await inserting;
  }
  return counts;
}

async function readBlock(thread: TransferThread, block: Block) {
  if (block.kind === 'lines') return thread.readLines(block.bytes, block.first);
  return { records: [], bad: [{ line: block.line, reason: TOO_LONG }] };
}

type Settled = Arrival | 'refused';
type Arrived = (record: Numbered, arrival: Settled) => void;

/** What is wrong with one record is no matter of the others of its batch. */
async function insertAll(
  store: Store,
  batch: readonly Numbered[],
  duplicates: Duplicates,
  onWorked?: OnWorked,
): Promise<Settled[]> {
  const records = batch.map(({ record }) => record);
  try {
    return await store.insertRecords(records, duplicates, onWorked);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    if (batch.length === 1) return ['refused'];
  }
  const settled: Settled[] = [];
  for (const each of batch) settled.push(...(await insertAll(store, [each], duplicates)));
  return settled;
}

/** Batches whose work takes about as long as others can wait. */
function createInserter(store: Store, duplicates: Duplicates) {
  const size = createBatchSize({ aimMs: BATCH_MS, most: MOST });
  return async (records: readonly Numbered[], arrived: Arrived): Promise<void> => {
    for (let at = 0; at < records.length;) {
      const batch = untilRepeated(records.slice(at, at + size.rows()));
      const arrivals = await insertAll(store, batch, duplicates, (ms) =>
        size.worked(batch.length, ms),
      );
      for (const [i, arrival] of arrivals.entries()) {
        const record = batch[i];
        if (record) arrived(record, arrival);
      }
      at += batch.length;
    }
  };
}

/** A file may name an id twice: the second comes after the first, in a batch of its own. */
function untilRepeated(records: readonly Numbered[]): readonly Numbered[] {
  const seen = new Set<string>();
  for (const [i, { record }] of records.entries()) {
    if (seen.has(record.id)) return records.slice(0, i);
    seen.add(record.id);
  }
  return records;
}
