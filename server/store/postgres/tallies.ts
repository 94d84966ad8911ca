import { DAY, HOUR, keysOf, sumsOf, tallyKeys, tallySums } from '../sql/tallies';
import type { PostgresDatabase } from './database';
import { ADD_UP_HOURS } from './hour-changes';

export const WHOLE = 'NUMERIC';
/** Of a million rows of many models there are thousands of daily sums, which take as long to read as a page. */
const MONTH = 32 * DAY;
/** What changes are added up to, the largest first. */
export const SPANS = [MONTH, DAY, HOUR];

const COLUMNS = [...tallyKeys, ...tallySums].join(', ');
const SUMS = tallySums.map((sum) => `sum(${sum})`).join(', ');
const TYPES = [
  ...tallyKeys.map((key) => `${key} TEXT NOT NULL`),
  ...tallySums.map((sum) => `${sum} NUMERIC NOT NULL`),
].join(', ');

const change = (row: string, sign: 1 | -1) =>
  `${row}.k / ${HOUR}, ${keysOf(row).join(', ')}, ${sumsOf(row, WHOLE, sign).join(', ')}`;

/** A trigger that notes what the rows of a whole statement add or take: few lines for a large import. */
const ofStatement = (name: string, event: string, table: string, sign: 1 | -1) =>
  `CREATE OR REPLACE FUNCTION chatkeep.${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chatkeep.tally_changes (hour, ${COLUMNS})
      SELECT hour, ${tallyKeys.join(', ')}, ${SUMS}
      FROM (SELECT ${change('r', sign)} FROM rows r WHERE r.state <> 'running')
        AS c (hour, ${COLUMNS})
      GROUP BY hour, ${tallyKeys.join(', ')};
    RETURN NULL; END $$;
  CREATE OR REPLACE TRIGGER ${name} AFTER ${event} ON chatkeep.completions
    REFERENCING ${table} TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION chatkeep.${name}();`;

const COUNTED = ['k', ...tallyKeys, 'prompt_tokens', 'completion_tokens', 'total_ms', 'cost'];
const all = (row: string) => COUNTED.map((column) => `${row}.${column}`).join(', ');

/** Within one statement, and one server at a time: whoever reads sees a change in one of the two tables. */
const SETTLE = `WITH
  settled AS (DELETE FROM chatkeep.tally_changes RETURNING *),
  news (span, start, ${COLUMNS}) AS (
    ${SPANS.map((span) => `SELECT ${span}::bigint, hour / ${span / HOUR}, ${COLUMNS} FROM settled`).join(' UNION ALL ')}),
  former AS (
    DELETE FROM chatkeep.tallies t USING (SELECT DISTINCT span, start FROM news) n
    WHERE t.span = n.span AND t.start = n.start RETURNING t.*)
  INSERT INTO chatkeep.tallies (span, start, ${COLUMNS})
    SELECT span, start, ${tallyKeys.join(', ')}, ${SUMS}
    FROM (SELECT span, start, ${COLUMNS} FROM news
      UNION ALL SELECT span, start, ${COLUMNS} FROM former) both_parts
    GROUP BY span, start, ${tallyKeys.join(', ')} HAVING sum(count) <> 0`;

/**
 * Writers only add lines to `tally_changes`: a row of sums that all of them change would make them wait for one
 * another. Triggers add them, so that whatever writes a row, its tally changes in the same transaction.
 */
export const CREATE_TALLIES = `CREATE TABLE IF NOT EXISTS chatkeep.tallies (
    span BIGINT NOT NULL, start BIGINT NOT NULL, ${TYPES});
  CREATE INDEX IF NOT EXISTS tallies_start ON chatkeep.tallies (span, start);
  CREATE TABLE IF NOT EXISTS chatkeep.tally_changes (hour BIGINT NOT NULL, ${TYPES});
  CREATE TABLE IF NOT EXISTS chatkeep.tally_lock (one BIGINT PRIMARY KEY);
  INSERT INTO chatkeep.tally_lock VALUES (1) ON CONFLICT DO NOTHING;
  ${ofStatement('tally_added', 'INSERT', 'NEW', 1)}
  ${ofStatement('tally_removed', 'DELETE', 'OLD', -1)}
  CREATE OR REPLACE FUNCTION chatkeep.tally_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF OLD.state <> 'running' THEN
      INSERT INTO chatkeep.tally_changes (hour, ${COLUMNS}) VALUES (${change('OLD', -1)});
    END IF;
    IF NEW.state <> 'running' THEN
      INSERT INTO chatkeep.tally_changes (hour, ${COLUMNS}) VALUES (${change('NEW', 1)});
    END IF;
    RETURN NULL; END $$;
  CREATE OR REPLACE TRIGGER tally_changed AFTER UPDATE ON chatkeep.completions
    FOR EACH ROW WHEN ((${all('OLD')}) IS DISTINCT FROM (${all('NEW')}))
    EXECUTE FUNCTION chatkeep.tally_changed();
  DELETE FROM chatkeep.tallies;
  DELETE FROM chatkeep.tally_changes;
  INSERT INTO chatkeep.tally_changes (hour, ${COLUMNS})
    SELECT hour, ${tallyKeys.join(', ')}, ${SUMS}
    FROM (SELECT ${change('r', 1)} FROM chatkeep.completions r WHERE r.state <> 'running')
      AS c (hour, ${COLUMNS})
    GROUP BY hour, ${tallyKeys.join(', ')};
  ${SETTLE};`;

/**
 * Sums of months, and all others in their order. Servers of a former release, which know no months, find no lock to take
 * and add up nothing any more: what is noted is counted by them, too.
 */
export const CREATE_MONTHS = `CREATE TABLE IF NOT EXISTS chatkeep.tally_turn (one BIGINT PRIMARY KEY);
  INSERT INTO chatkeep.tally_turn VALUES (1) ON CONFLICT DO NOTHING;
  DELETE FROM chatkeep.tally_lock;
  WITH former AS (DELETE FROM chatkeep.tallies RETURNING *),
    known AS (SELECT * FROM former WHERE span IN (${DAY}, ${HOUR}))
  INSERT INTO chatkeep.tallies (span, start, ${COLUMNS})
    SELECT * FROM (
      SELECT span, start, ${COLUMNS} FROM known
      UNION ALL SELECT ${MONTH}::bigint, start / ${MONTH / DAY}, ${tallyKeys.join(', ')}, ${SUMS}
        FROM known WHERE span = ${DAY} GROUP BY 2, ${tallyKeys.join(', ')} HAVING sum(count) <> 0) all_sums
    ORDER BY span, start`;

/** Brings what was noted since into the sums, unless another server is at it. */
export async function settleTallies(database: PostgresDatabase): Promise<void> {
  await database.transaction(async (queries) => {
    const mine = await queries.rows('SELECT 1 FROM chatkeep.tally_turn FOR UPDATE SKIP LOCKED');
    if (mine.length === 0) return;
    await queries.run(SETTLE);
    await queries.run(ADD_UP_HOURS);
  });
}
