import { storedMetadata } from '../sql/storable-values';
import type { PostgresDatabase, Queries } from '../postgres/database';
import { asKeptText } from '../postgres/packed-text';
import { type Findable, index } from '../postgres/search';
import { type Column, type MovedTable, orderOf, type Row } from './moved-tables';

/** Nobody's: whatever it names, no server has it in its hands. */
const NOBODY = 'moved';

/** Writes a page of rows, findable where they are searched, in one transaction. */
export async function writeRows(
  target: PostgresDatabase,
  table: MovedTable,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<void> {
  const kept = table.isSearched ? rows.map(packed) : rows;
  const names = columns.map(({ name }) => name);
  const lists = columns.map(({ type }, at) => `$${at + 1}::${type}[]`).join(', ');
  const sql = `INSERT INTO chatkeep.${table.name} (${[...names, ...(table.owner ? ['owner'] : [])].join(', ')})
    ${table.isNumbered ? 'OVERRIDING SYSTEM VALUE' : ''}
    SELECT moved.*${table.owner ? `, '${NOBODY}'` : ''} FROM unnest(${lists}) AS moved`;
  await target.transaction(async (queries) => {
    await queries.run(
      sql,
      names.map((name) => kept.map((row) => row[name] ?? null)),
    );
    if (table.isSearched) await makeFindable(queries, rows);
    if (table.isNumbered) await goOnBehind(queries, table);
  });
}

/** No server of a former release reads there. */
function packed(row: Row): Row {
  const texts = { messages: String(row['messages']), body: String(row['body']) };
  return { ...row, ...asKeptText(texts) } as Row;
}

/** What is stored is of the types that the table's columns have. */
async function makeFindable(queries: Queries, rows: readonly Row[]): Promise<void> {
  const findable = rows.map((row) => {
    const { metadata, upstream_id: upstreamId, ...rest } = row;
    return { ...rest, upstreamId, metadata: storedMetadata(String(metadata)) } as Findable;
  });
  await index(queries, findable);
}

/** The next row gets the next number. */
async function goOnBehind(queries: Queries, { name }: MovedTable): Promise<void> {
  await queries.run(
    `SELECT setval(pg_get_serial_sequence('chatkeep.${name}', 'k'), max(k)) FROM chatkeep.${name}`,
  );
}

/** The last row that is there; null in an empty table. */
export async function lastRow(
  target: PostgresDatabase,
  table: MovedTable,
  columns: readonly Column[],
): Promise<Row | null> {
  const order = orderOf(table, columns).map((key) => `${key} DESC`);
  const [row] = await target.rows<Row>(
    `SELECT ${table.key.join(', ')} FROM chatkeep.${table.name}
      ${table.but === undefined ? '' : `WHERE NOT (${table.but})`} ORDER BY ${order.join(', ')} LIMIT 1`,
  );
  return row ?? null;
}
