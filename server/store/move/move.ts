import { StoreRefused } from '../errors';
import { putDocument, removeDocument } from '../postgres/documents';
import { PostgresDatabase } from '../postgres/database';
import { migrate } from '../postgres/migrate';
import { document } from '../sql/documents';
import { SqliteDatabase } from '../sqlite/database';
import { lockForServer } from '../sqlite/lock';
import { columnsOf, MOVED, type MovedTable } from './moved-tables';
import { MOVE_KIND, MOVE_MARK } from './move-mark';
import { postgresPages, sqlitePages, type Sum, sumOf } from './read-rows';
import { lastRow, writeRows } from './write-rows';

/** What is told while it goes on: of each table, how many rows are written, and what the comparison gave. */
export type Progress = {
  wrote?: (table: string, rows: number) => void;
  equal?: (table: string, sum: Sum) => void;
};

/**
 * Copies all that a SQLite file holds into an empty PostgreSQL database, and compares both row by row. One that was
 * interrupted goes on where it stopped when it is started again; one that is done compares anew. The file stays as it
 * is, and must be of this release's schema. Rejects with {@link StoreRefused} while a server has the file in use, for a
 * target with data that are not of this move, and where the two differ in the end.
 */
export async function moveStore(file: string, url: string, progress: Progress = {}): Promise<void> {
  const unlock = lockForServer(file);
  const source = new SqliteDatabase(file);
  const target = new PostgresDatabase(url);
  try {
    await migrate(target);
    await claim(target);
    for (const table of MOVED) await copy({ source, target }, table, progress);
    for (const table of MOVED) await compare({ source, target }, table, progress);
    await removeDocument(target, MOVE_KIND, MOVE_MARK);
  } finally {
    await target.close();
    source.close();
    unlock();
  }
}

type Both = { source: SqliteDatabase; target: PostgresDatabase };

/** The mark says whose data are there; as long as it stands, no server starts on them. */
async function claim(target: PostgresDatabase): Promise<void> {
  if ((await document(target, MOVE_KIND, MOVE_MARK)) !== null) return;
  const found: string[] = [];
  for (const { name } of MOVED) {
    const [row] = await target.rows<{ rows: number }>(
      `SELECT count(*) AS rows FROM chatkeep.${name}`,
    );
    if (row && row.rows > 0) found.push(`${name} ${row.rows}`);
  }
  if (found.length > 0)
    throw new StoreRefused(
      `the database to move to has data already (rows: ${found.join(', ')}). Name an empty one, or drop its schema "chatkeep"`,
    );
  await putDocument(target, MOVE_KIND, MOVE_MARK, '{}', 0);
}

async function copy({ source, target }: Both, table: MovedTable, { wrote }: Progress) {
  const columns = columnsOf(source, table);
  const after = await lastRow(target, table, columns);
  for await (const rows of sqlitePages(source, { table, columns, after })) {
    await writeRows(target, table, columns, rows);
    wrote?.(table.name, rows.length);
  }
}

async function compare({ source, target }: Both, table: MovedTable, { equal }: Progress) {
  const columns = columnsOf(source, table);
  const mine = await sumOf(sqlitePages(source, { table, columns }), columns);
  const theirs = await sumOf(postgresPages(target, { table, columns }), columns);
  if (mine.rows !== theirs.rows || mine.hash !== theirs.hash)
    throw new StoreRefused(
      `${table.name} differs: ${mine.rows} rows here, ${theirs.rows} there. The file has changed since the move began, or somebody else has written there: drop the schema "chatkeep" of that database and move again`,
    );
  equal?.(table.name, mine);
}
