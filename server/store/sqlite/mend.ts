import { StoreRefused } from '../errors';
import { SqliteDatabase } from './database';
import { migrate } from './migrate';
import { CREATE_HOUR_CHANGES } from './hour-changes';
import { CREATE_SEARCH_LOG } from './search/log';
import { CREATE_TALLIES } from './tallies';

/** As SQLite lists it. */
type Part = { type: string; name: string; sql: string };

/** What is made of completions, and can be made of them again; without its log the search index is made anew. */
const MADE = [
  { name: /^tall(y_|ies$)/, script: CREATE_TALLIES },
  { name: /^search_log$/, script: CREATE_SEARCH_LOG },
  { name: /^hour_/, script: CREATE_HOUR_CHANGES },
];

/**
 * Makes anew what the file lacks and completions give: indexes, triggers, tallies. Says what it made. Throws
 * {@link StoreRefused} where more is gone.
 */
export function mend(database: SqliteDatabase): string[] {
  const whole = new SqliteDatabase(':memory:');
  try {
    migrate(whole, ':memory:');
    refuseLoss(columnsOf(whole), columnsOf(database));
    const there = new Set(partsOf(database).map(({ name }) => name));
    const missing = partsOf(whole).filter(({ name }) => !there.has(name));
    if (missing.length === 0) return [];
    return database.transaction(() => {
      const isMissing = (made: RegExp) => missing.some(({ name }) => made.test(name));
      for (const { name, script } of MADE) if (isMissing(name)) database.script(script);
      for (const { name, sql } of missing)
        if (!MADE.some((made) => made.name.test(name))) database.script(sql);
      return missing.map(({ name }) => name);
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
    .filter((said) => !/^(tallies|search_log|hour_changes)/.test(said));
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
