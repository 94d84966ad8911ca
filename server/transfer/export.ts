import type { CompletionRecord } from '../store/records';
import type { Store } from '../store/store';
import type { CompletionFilter } from '../store/table-query';
import { type Format, headerOf } from './formats';
import type { Counts, Follower } from './transfer';
import type { TransferThread } from './transfer-thread';

export type ExportTarget = { filter: CompletionFilter } | { ids: readonly string[] };

/** Of bodies, in memory at a time; two such pages are on their way. */
const PAGE_BYTES = 1024 * 1024;
const POSITIONS = 2_000;

/**
 * The file, piece by piece, in order of position: what matches among all that was stored when it began. The next page
 * is read while this one is written and sent, and no further: a slow reader holds back the database.
 */
export async function* exportRecords(
  { store, thread }: { store: Store; thread: TransferThread },
  { target, format }: { target: ExportTarget; format: Format },
  follower: Follower,
): AsyncGenerator<Uint8Array> {
  const counts: Counts = { done: 0, changed: 0, skipped: 0, failed: 0 };
  const header = headerOf(format);
  if (header !== '') yield Buffer.from(header);
  for await (const records of ahead(pages(store, target))) {
    const { bytes, written, leftOut } = await thread.write(format, records);
    counts.done += records.length;
    counts.changed += written;
    counts.failed += leftOut.length;
    for (const failure of leftOut) follower.failure(failure);
    follower.progress({ ...counts });
    if (bytes.length > 0) yield bytes;
  }
}

async function* pages(store: Store, target: ExportTarget): AsyncGenerator<CompletionRecord[]> {
  for await (const positions of positionsIn(store, target)) {
    for (let at = 0; at < positions.length;) {
      const { records, read } = await store.records(positions.slice(at), PAGE_BYTES);
      at += read;
      yield records;
    }
  }
}

async function* positionsIn(store: Store, target: ExportTarget): AsyncGenerator<number[]> {
  if ('ids' in target) {
    yield await store.positionsOf(target.ids);
    return;
  }
  const newest = await store.newestPosition();
  let after = -1;
  for (;;) {
    const query = { filter: target.filter, after, newest, limit: POSITIONS };
    const positions = await store.positions(query);
    yield positions;
    const last = positions.at(-1);
    if (last === undefined || positions.length < POSITIONS) return;
    after = last;
  }
}

/** Asks for the next value before this one is used. */
async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = source.next();
      // Whoever stops early never sees that this one failed.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}
