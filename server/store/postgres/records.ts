import { storedMetadata } from '../sql/storable-values';
import {
  type CompletionRow,
  rowColumns,
  toStoredCompletion,
  type BoundValue,
  type Value,
  recordColumns,
  recordValues,
  typeOf,
} from '../columns';
import { type PostgresDatabase, postgresCode, type Queries } from './database';
import { nextInSecond } from '../position';
import {
  type Arrival,
  type Duplicates,
  type BroughtRecord,
  type RecordPage,
  type Sorting,
} from '../records';
import { inOrder } from '../sql/record-positions';
import { pairsOfRows } from './pairs';
import { originMark } from '../sql/origin-mark';
import { index, unindex } from './search';
import { asKeptText, SIZE_OF_BODY } from './packed-text';
import { hasRoom } from './search-tail';
import { eraseWhich, forget } from './trash';
import { shared } from '../../json/text';
import { type OnWorked, tellingTime } from '../timed';
import type { TablePosition } from '../table/query';
import { sortKey } from '../table/selection';
import { PositionTaken } from '../errors';

const UNIQUE_VIOLATION = '23505';
/** Another process may take an id or a position while a batch is on its way. */
const ATTEMPTS = 5;

export async function positionsOf(
  database: PostgresDatabase,
  ids: readonly string[],
  sorting?: Sorting,
): Promise<number[]> {
  const rows = await database.rows<TablePosition>(
    `SELECT k, ${sortKey[sorting?.sort ?? 'created']} AS value FROM chatkeep.completions c
      WHERE id = ANY($1::text[])`,
    [ids],
  );
  return inOrder(rows, sorting);
}

export async function knownIds(
  database: PostgresDatabase,
  ids: readonly string[],
  provider: string | null = null,
): Promise<string[]> {
  const known = ['completions', 'trash'].flatMap((table) => [
    `SELECT id FROM chatkeep.${table} WHERE id = ANY($1::text[])`,
    `SELECT upstream_id FROM chatkeep.${table}
      WHERE upstream_id = ANY($1::text[]) AND provider = $2::text`,
  ]);
  const rows = await database.rows<{ id: string }>(known.join(' UNION '), [ids, provider]);
  const erased = provider === null ? [] : await erasedOf(database, ids, provider);
  return [...new Set([...rows.map(({ id }) => id), ...erased])];
}

async function erasedOf(
  database: PostgresDatabase,
  ids: readonly string[],
  provider: string,
): Promise<string[]> {
  const marks = new Map(ids.map((id) => [originMark(provider, id), id]));
  const rows = await database.rows<{ origin: string }>(
    'SELECT origin FROM chatkeep.erased WHERE origin = ANY($1::text[])',
    [[...marks.keys()]],
  );
  return rows.flatMap(({ origin }) => marks.get(origin) ?? []);
}

/** The sizes come without the texts, which lie elsewhere when they are large. */
const PREFIX = `SELECT k, at, coalesce(sum(size) OVER (ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
    AS before
  FROM (SELECT k, at, octet_length(request) + octet_length(messages) + ${SIZE_OF_BODY} AS size
    FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted(k, at) JOIN chatkeep.completions USING (k)) sizes`;

export async function records(
  database: PostgresDatabase,
  at: readonly number[],
  bytes: number,
): Promise<RecordPage> {
  const rows = await database.rows<CompletionRow & { messages: string; left: number | null }>(
    `WITH prefix AS (${PREFIX})
      SELECT ${rowColumns.map((column) => `c.${column}`).join(', ')}, c.messages,
        (SELECT min(at) FROM prefix WHERE before > $2) AS left
      FROM prefix JOIN chatkeep.completions c USING (k) WHERE prefix.before <= $2 ORDER BY prefix.at`,
    [at, bytes],
  );
  const left = rows[0]?.left ?? null;
  return {
    records: rows.map((row) => ({ ...toStoredCompletion(row), messages: row.messages })),
    read: left === null ? at.length : left - 1,
  };
}

type Bringing = { duplicates: Duplicates; packs: boolean; onWorked: OnWorked | undefined };

export function insertRecords(
  database: PostgresDatabase,
  brought: readonly BroughtRecord[],
  { duplicates, packs, onWorked }: Bringing,
): Promise<Arrival[]> {
  return bringing(database, (queries) =>
    tellingTime(() => insert(queries, brought, duplicates, packs), onWorked),
  );
}

/** A transaction that is tried again when somebody else took an id or a position in between. */
export async function bringing<T>(
  database: PostgresDatabase,
  work: (queries: Queries) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      if (postgresCode(error) !== UNIQUE_VIOLATION) throw error;
      if (attempt === ATTEMPTS) throw new PositionTaken('ids are taken', { cause: error });
    }
  }
}

type Stored = Pick<CompletionRow, 'id' | 'k' | 'state' | 'metadata'>;

/** Within such a transaction. */
export async function insert(
  queries: Queries,
  brought: readonly BroughtRecord[],
  duplicates: Duplicates,
  packs: boolean,
): Promise<Arrival[]> {
  const rows = await queries.rows<Stored>(
    `SELECT id, k, state, metadata FROM chatkeep.completions WHERE id = ANY($1::text[])
      ORDER BY k FOR UPDATE`,
    [brought.map(({ id }) => id)],
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  const arrivals = brought.map(({ id }): Arrival => {
    const former = stored.get(id);
    if (!former) return 'added';
    if (duplicates === 'skip') return 'skipped';
    return former.state === 'running' ? 'running' : 'replaced';
  });
  const isKept = (_: unknown, i: number) => arrivals[i] === 'added' || arrivals[i] === 'replaced';
  const kept = brought.filter(isKept);
  await remove(
    queries,
    kept.flatMap(({ id }) => stored.get(id) ?? []),
  );
  await removeFromTrash(
    queries,
    kept.map(({ id }) => id),
  );
  await insertRows(queries, await placed(queries, kept), packs);
  return arrivals;
}

/** What comes back from a file takes the place of what waits in the trash: an id has one completion. */
async function removeFromTrash(queries: Queries, ids: readonly string[]): Promise<void> {
  await eraseWhich(queries, 'id = ANY($1::text[])', [ids]);
}

/**
 * Each at its own position, or at the next free one of its second. One in the trash is not free: it may be restored,
 * and its search text waits for it.
 */
async function placed(
  queries: Queries,
  records: readonly BroughtRecord[],
): Promise<BroughtRecord[]> {
  const given = new Map<number, BroughtRecord>();
  for (let left = [...records]; left.length > 0;) {
    const rows = await queries.rows<{ k: number }>(
      `SELECT k FROM chatkeep.completions WHERE k = ANY($1::bigint[])
        UNION ALL SELECT k FROM chatkeep.trash WHERE k = ANY($1::bigint[])`,
      [left.map(({ k }) => k)],
    );
    const taken = new Set(rows.map(({ k }) => k));
    const moved: BroughtRecord[] = [];
    for (const record of left) {
      if (taken.has(record.k) || given.has(record.k))
        moved.push({ ...record, k: nextInSecond(record.k) });
      else given.set(record.k, record);
    }
    left = moved;
  }
  return [...given.values()];
}

async function remove(queries: Queries, rows: readonly Stored[]): Promise<void> {
  if (rows.length === 0) return;
  const positions = rows.map(({ k }) => k);
  await queries.run(
    `DELETE FROM chatkeep.completion_metadata m
      USING unnest($1::text[], $2::text[], $3::bigint[]) AS pair (key, value, k)
      WHERE m.key = pair.key AND m.value = pair.value AND m.k = pair.k`,
    pairsOfRows(rows.map(({ k, metadata }) => ({ k, metadata: storedMetadata(metadata) }))),
  );
  await unindex(queries, positions);
  await queries.run('DELETE FROM chatkeep.completions WHERE k = ANY($1::bigint[])', [positions]);
  await forget(queries, positions);
}

/** They have ended: nobody has one in hand. */
const INTO = `INSERT INTO chatkeep.completions (${recordColumns.join(', ')}, owner)`;
const INSERT = `${INTO} SELECT record.*, ''
  FROM unnest(${recordColumns.map((c, i) => `$${i + 1}::${typeOf(c)}[]`).join(', ')}) AS record`;
const INSERT_ONE = `${INTO} VALUES (${recordColumns.map((_, i) => `$${i + 1}`).join(', ')}, '')`;

function longAsBytes(value: BoundValue): BoundValue {
  return typeof value === 'string' ? shared(value) : value;
}

/** The driver would write bytes in a list as those of a file, and escape each sign of a text: long ones go alone. */
function isInList(row: BoundValue[]): row is Value[] {
  return !row.some((value) => value instanceof Uint8Array);
}

async function insertRows(
  queries: Queries,
  records: readonly BroughtRecord[],
  packs: boolean,
): Promise<void> {
  if (records.length === 0) return;
  const values = records.map((record) => {
    const kept = packs ? { ...record, ...asKeptText(record) } : record;
    return recordValues(kept).map(longAsBytes);
  });
  const listed = values.filter(isInList);
  const columns = recordColumns.map((_, i) => listed.map((row) => row[i] ?? null));
  if (listed.length > 0) await queries.run(INSERT, columns);
  for (const row of values) if (!isInList(row)) await queries.run(INSERT_ONE, row);
  await queries.run(
    `INSERT INTO chatkeep.completion_metadata (key, value, k)
      SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])`,
    pairsOfRows(records),
  );
  await index(queries, records, await hasRoom(queries));
}
