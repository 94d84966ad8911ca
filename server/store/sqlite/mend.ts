import { StoreRefused } from '../errors';
import { SqliteDatabase, sqliteCode } from './database';
import { migrate } from './migrate';
import { indexRows } from './schema';
import { CREATE_TALLIES } from './tallies';

/** As SQLite lists it. */
type Part = { type: string; name: string; sql: string };

/** What is made of completions, and can be made of them again. */
const SEARCH = /^completion_(search|names|texts)(_|$)/;
const TALLIES = /^tall(y_|ies$)/;
const INDEXES = ['completion_search', 'completion_names'];

/**
 * Makes anew what the file lacks and completions give: indexes, triggers, tallies, and the search index where it is
 * damaged, without which no answer could be stored. Says what it made. Throws {@link StoreRefused} where more is gone.
 */
export function mend(database: SqliteDatabase, file: string): string[] {
  const whole = new SqliteDatabase(':memory:');
  try {
    migrate(whole, ':memory:');
    refuseLoss(columnsOf(whole), columnsOf(database));
    const there = new Set(partsOf(database).map(({ name }) => name));
    const parts = partsOf(whole);
    const missing = parts.filter(({ name }) => !there.has(name));
    const isBroken = missing.some(({ name }) => SEARCH.test(name)) || !isSearchable(file);
    if (missing.length === 0 && !isBroken) return [];
    return database.transaction(() => {
      if (isBroken) makeSearch(database, whole, there);
      const plain = missing.filter(({ name }) => !SEARCH.test(name));
      for (const { name, sql } of plain) if (!TALLIES.test(name)) database.script(sql);
      if (plain.some(({ name }) => TALLIES.test(name))) database.script(CREATE_TALLIES);
      return [...(isBroken ? ['search index'] : []), ...plain.map(({ name }) => name)];
    });
  } finally {
    whole.close();
  }
}

function partsOf(database: SqliteDatabase): Part[] {
  return database.all<Part>('SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL');
}

function columnsOf(database: SqliteDatabase): string[] {
  const rows = database.all<{ said: string }>(
    `SELECT t.name || '.' || c.name AS said FROM sqlite_master t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%'`,
  );
  return rows
    .map(({ said }) => said)
    .filter((said) => !/^(completion_(search|names|texts)|tallies)/.test(said));
}

function refuseLoss(wanted: readonly string[], there: readonly string[]): void {
  const tables = new Set(there.map(tableOf));
  const lost = wanted.find((column) => !there.includes(column));
  if (lost === undefined) return;
  const what = tables.has(tableOf(lost)) ? `the column ${lost}` : `the table ${tableOf(lost)}`;
  throw StoreRefused.as('damaged', `${what} is missing`);
}

function tableOf(column: string): string {
  return column.slice(0, column.indexOf('.'));
}

/** Whether the oldest and the newest text are found by their words: to look through it all takes minutes. */
function isSearchable(file: string): boolean {
  // What this connection has read of a damaged index would stay with it.
  const database = new SqliteDatabase(file);
  try {
    return [
      ...['ASC', 'DESC'].map((order) => [
        'completion_texts',
        'k',
        'text',
        order,
        'completion_search',
      ]),
      ...['ASC', 'DESC'].map((order) => [
        'completion_names',
        'rowid',
        'ids',
        order,
        'completion_names',
      ]),
    ].every(([table, key, column, order, index]) => {
      const [row] = database.all<{ k: number; text: string }>(
        `SELECT ${key} AS k, ${column} AS text FROM ${table} ORDER BY ${key} ${order} LIMIT 1`,
      );
      const word = /[\p{L}\p{N}-]{3,60}/u.exec(row?.text ?? '')?.[0];
      if (!row || word === undefined) return true;
      const found = `SELECT count(*) FROM ${index} WHERE ${index} MATCH ? AND rowid = ?`;
      return database.value(found, [`"${word}"`, row.k]) === 1;
    });
  } catch (error) {
    if (!/^SQLITE_(CORRUPT|ERROR)/.test(sqliteCode(error) ?? '')) throw error;
    return false;
  } finally {
    database.close();
  }
}

function makeSearch(
  database: SqliteDatabase,
  whole: SqliteDatabase,
  there: ReadonlySet<string>,
): void {
  const parts = partsOf(whole);
  for (const index of INDEXES) {
    // A damaged index cannot be dropped. What lies behind it can, and is put back as that of an empty one.
    const behind = parts.filter(({ name }) => name.startsWith(`${index}_`));
    for (const { name } of behind) database.script(`DROP TABLE IF EXISTS ${name}`);
    if (!there.has(index)) database.script(sqlOf(parts, index));
    else for (const { sql } of behind) database.script(sql);
    for (const { name } of behind) copyRows(whole, database, name);
  }
  database.script(`DROP TABLE IF EXISTS completion_texts; ${sqlOf(parts, 'completion_texts')}`);
  indexRows(database, 'completions');
  indexRows(database, 'trash');
}

function sqlOf(parts: readonly Part[], wanted: string): string {
  return parts.find(({ name }) => name === wanted)?.sql ?? '';
}

function copyRows(from: SqliteDatabase, to: SqliteDatabase, table: string): void {
  to.script(`DELETE FROM ${table}`);
  const columns = from.all<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`);
  const quoted = columns.map(({ name }) => `quote(${name})`).join(` || ', ' || `);
  for (const { row } of from.all<{ row: string }>(`SELECT ${quoted} AS row FROM ${table}`))
    to.script(`INSERT INTO ${table} VALUES (${row})`);
}
