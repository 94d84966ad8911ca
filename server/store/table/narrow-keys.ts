import type { TableDatabase } from './dialect';

/** Values of a key whose counts are remembered. */
const MOST_VALUES = 50;
const MOST_KEYS = 20;
/** Keys looked for: each client can bring its own. */
const MOST_LISTED = 200;

/** Whether a key has so few values that a part of time can be counted by each of them. */
export async function isNarrow(database: TableDatabase, key: string): Promise<boolean> {
  const [row] = await database.rows<{ count: number }>(
    `${steps('value', MOST_VALUES + 1, 'm.key = $1')} SELECT count(found) AS count FROM steps`,
    [key],
  );
  return (row?.count ?? 0) <= MOST_VALUES;
}

/** The first keys that are narrow, and whether there are others. */
export async function narrowKeys(
  database: TableDatabase,
): Promise<{ keys: string[]; isAll: boolean }> {
  const all = await database.rows<{ key: string }>(
    `${steps('key', MOST_LISTED + 1, 'true')} SELECT found AS key FROM steps WHERE found IS NOT NULL`,
    [],
  );
  const keys: string[] = [];
  for (const { key } of all.slice(0, MOST_LISTED)) {
    if (keys.length === MOST_KEYS) break;
    if (await isNarrow(database, key)) keys.push(key);
  }
  return { keys, isAll: keys.length === all.length };
}

/** From one value to the next, as the index has them: a look for each, however many entries it has. */
function steps(column: string, most: number, where: string): string {
  const least = `SELECT min(m.${column}) FROM chatkeep.completion_metadata m WHERE ${where}`;
  return `WITH RECURSIVE steps (found, n) AS (
    SELECT (${least}), 1
    UNION ALL SELECT (${least} AND m.${column} > steps.found), n + 1
      FROM steps WHERE found IS NOT NULL AND n < ${most})`;
}
