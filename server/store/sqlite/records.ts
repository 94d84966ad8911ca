import {
  type CompletionRow,
  rowColumns,
  toStoredCompletion,
  recordColumns,
  recordValues,
} from '../columns';
import { inOrder } from '../sql/record-positions';
import { nextInSecond } from '../position';
import {
  type Arrival,
  type CompletionRecord,
  type Duplicates,
  type BroughtRecord,
  type RecordPage,
  sizeOf,
  type Sorting,
} from '../records';
import type { SqliteDatabase } from './database';
import { asKept } from '../packed';
import { deletePairs, insertPairs } from './pairs';
import { originMark } from '../sql/origin-mark';
import { forget, takeFromTrash } from './trash';
import { noteChange } from './search/log';
import { timed } from '../timed';
import type { TablePosition } from '../table/query';
import { sortKey } from '../table/selection';

export const recordReads = { positionsOf, knownIds, records };
export const recordWrites = {
  insertRecords: (...args: Parameters<typeof insertRecords>) => timed(() => insertRecords(...args)),
};

function positionsOf(
  database: SqliteDatabase,
  ids: readonly string[],
  sorting?: Sorting,
): number[] {
  const sql = `SELECT k, ${sortKey[sorting?.sort ?? 'created']} AS value FROM completions c WHERE id = ?`;
  return inOrder(
    ids.flatMap((id) => database.all<TablePosition>(sql, [id])),
    sorting,
  );
}

function knownIds(
  database: SqliteDatabase,
  ids: readonly string[],
  provider: string | null = null,
): string[] {
  const known = ['completions', 'trash'].flatMap((table) => [
    `SELECT 1 FROM ${table} WHERE id = ?1`,
    `SELECT 1 FROM ${table} WHERE upstream_id = ?1 AND provider = ?2`,
  ]);
  known.push('SELECT 1 FROM erased WHERE origin = ?3');
  const isKnown = `${known.join(' UNION ALL ')} LIMIT 1`;
  const markOf = (id: string) => (provider === null ? null : originMark(provider, id));
  return ids.filter((id) => database.value(isKnown, [id, provider, markOf(id)]) === 1);
}

type RecordRow = CompletionRow & { messages: string };

const SELECT_RECORD = `SELECT ${rowColumns.join(', ')}, messages FROM completions WHERE k = ?`;

function records(database: SqliteDatabase, at: readonly number[], bytes: number): RecordPage {
  const found: CompletionRecord[] = [];
  let [read, size] = [0, 0];
  for (const k of at) {
    if (size > bytes) break;
    read += 1;
    const [row] = database.all<RecordRow>(SELECT_RECORD, [k]);
    if (!row) continue;
    const record = { ...toStoredCompletion(row), messages: row.messages };
    found.push(record);
    size += sizeOf(record);
  }
  return { records: found, read };
}

export function insertRecords(
  database: SqliteDatabase,
  brought: readonly BroughtRecord[],
  duplicates: Duplicates,
): Arrival[] {
  return brought.map((record) => insertRecord(database, record, duplicates));
}

type Stored = Pick<CompletionRow, 'k' | 'state' | 'metadata'>;

function insertRecord(
  database: SqliteDatabase,
  record: BroughtRecord,
  duplicates: Duplicates,
): Arrival {
  const [stored] = database.all<Stored>('SELECT k, state, metadata FROM completions WHERE id = ?', [
    record.id,
  ]);
  if (stored && duplicates === 'skip') return 'skipped';
  if (stored?.state === 'running') return 'running';
  const former = stored ? removeRow(database, stored) : removeFromTrash(database, record.id);
  const k = freePosition(database, record.k);
  const { messages, body } = record;
  database.run(INSERT, recordValues({ ...record, ...asKept({ messages, body }), k }));
  insertPairs(database, k, record.metadata);
  if (former !== undefined) {
    noteChange(database, former, 'erased');
    forget(database, former);
  }
  noteChange(database, k, 'all');
  return stored ? 'replaced' : 'added';
}

const INSERT = `INSERT INTO completions (${recordColumns.join(', ')})
  VALUES (${recordColumns.map(() => '?').join(', ')})`;

/** A position in the trash is not free: it may be restored, and its text is in the search index. */
function freePosition(database: SqliteDatabase, wanted: number): number {
  const isTaken = `SELECT 1 FROM completions WHERE k = ?1 UNION ALL SELECT 1 FROM trash WHERE k = ?1`;
  let k = wanted;
  while (database.value(isTaken, [k]) === 1) k = nextInSecond(k);
  return k;
}

function removeRow(database: SqliteDatabase, row: Stored): number {
  deletePairs(database, [row.k]);
  database.run('DELETE FROM completions WHERE k = ?', [row.k]);
  return row.k;
}

/** What comes back from a file takes the place of what waits in the trash: an id has one completion. */
function removeFromTrash(database: SqliteDatabase, id: string): number | undefined {
  const k = database.value('SELECT k FROM trash WHERE id = ?', [id]);
  if (typeof k !== 'number') return undefined;
  takeFromTrash(database, k);
  return k;
}
