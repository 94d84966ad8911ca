import type { CompletionRecord, Sorting } from '../store/records';
import type { Store } from '../store/store';
import type { CompletionFilter, TablePosition } from '../store/table/query';
import { type Format, headerOf } from './formats';
import type { Counts, Follower } from './transfer';
import type { TransferThread } from './transfer-thread';

export type ExportTarget = { filter: CompletionFilter } | { ids: readonly string[] };

/** Of bodies, in memory at a time; two such pages are on their way. */
const PAGE_BYTES = 1024 * 1024;
const POSITIONS = 2_000;
const TABLE_ROWS = 1_000;

/**
 * The file, piece by piece, oldest first or as the table is sorted: what matches among all that was stored when it began. The next page
 * is read while this one is written and sent, and no further: a slow reader holds back the database.
 */
export async function* exportRecords(
  { store, thread }: { store: Store; thread: TransferThread },
  {
    target,
    format,
    sorting,
  }: { target: ExportTarget; format: Format; sorting?: Sorting | undefined },
  follower: Follower,
): AsyncGenerator<Uint8Array> {
  const counts: Counts = { done: 0, changed: 0, skipped: 0, failed: 0 };
  const header = headerOf(format);
  if (header !== '') yield Buffer.from(header);
  for await (const records of ahead(pages(store, target, sorting))) {
    const { bytes, written, leftOut } = await thread.write(format, records);
    counts.done += records.length;
    counts.changed += written;
    counts.failed += leftOut.length;
    for (const failure of leftOut) follower.failure(failure);
    follower.progress({ ...counts });
    if (bytes.length > 0) yield bytes;
  }
}

async function* pages(
  store: Store,
  target: ExportTarget,
  sorting: Sorting | undefined,
): AsyncGenerator<CompletionRecord[]> {
  for await (const positions of positionsIn(store, target, sorting)) {
    for (let at = 0; at < positions.length;) {
      const { records, read } = await store.records(positions.slice(at), PAGE_BYTES);
      at += read;
      yield records;
    }
  }
}

async function* positionsIn(
  store: Store,
  target: ExportTarget,
  sorting: Sorting | undefined,
): AsyncGenerator<number[]> {
  if ('ids' in target) yield await store.positionsOf(target.ids, sorting);
  else if (sorting) yield* sortedPositions(store, target.filter, sorting);
  else yield* allPositions(store, target.filter);
}

async function* allPositions(store: Store, filter: CompletionFilter): AsyncGenerator<number[]> {
  const newest = await store.newestPosition();
  let after = -1;
  for (;;) {
    const positions = await store.positions({ filter, after, newest, limit: POSITIONS });
    yield positions;
    const last = positions.at(-1);
    if (last === undefined || positions.length < POSITIONS) return;
    after = last;
  }
}

/** Page by page as the table reads them; none twice, though a row whose figure changes meanwhile moves. */
async function* sortedPositions(
  store: Store,
  filter: CompletionFilter,
  sorting: Sorting,
): AsyncGenerator<number[]> {
  const newest = await store.newestPosition();
  const seen = new Set<number>();
  let after: TablePosition | undefined;
  do {
    const query = { filter, ...sorting, limit: TABLE_ROWS, after, countBudgetMs: 0 };
    const page = await store.query(query);
    const positions = page.rows.map(({ k }) => k).filter((k) => k <= newest && !seen.has(k));
    for (const k of positions) seen.add(k);
    yield positions;
    after = page.next ?? undefined;
  } while (after);
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
