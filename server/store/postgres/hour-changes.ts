import { HOUR } from '../sql/tallies';

const ofStatement = (name: string, event: string, table: string) =>
  `CREATE OR REPLACE TRIGGER ${name} AFTER ${event} ON chatkeep.completions
    REFERENCING ${table} TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION chatkeep.note_hours();`;

/**
 * How often the completions of each hour were written: while that is what it was, what was counted of the hour holds.
 * Writers only add lines, as to the changes of tallies, in the transaction of the write; {@link ADD_UP_HOURS} makes
 * one of them. Their sum is never less than the number of rows. A line for each changed row costs the end of an
 * answer nothing that can be measured, one for a whole statement 7 % of its time.
 */
export const CREATE_HOUR_CHANGES = `CREATE TABLE IF NOT EXISTS chatkeep.hour_changes (
    hour BIGINT NOT NULL,
    changes BIGINT NOT NULL);
  CREATE OR REPLACE FUNCTION chatkeep.note_hours() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chatkeep.hour_changes (hour, changes)
      SELECT k / ${HOUR}, count(*) FROM rows GROUP BY 1;
    RETURN NULL; END $$;
  CREATE OR REPLACE FUNCTION chatkeep.note_hour() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO chatkeep.hour_changes (hour, changes) VALUES (NEW.k / ${HOUR}, 1);
    RETURN NULL; END $$;
  ${ofStatement('hour_added', 'INSERT', 'NEW')}
  ${ofStatement('hour_removed', 'DELETE', 'OLD')}
  CREATE OR REPLACE TRIGGER hour_changed AFTER UPDATE ON chatkeep.completions
    FOR EACH ROW EXECUTE FUNCTION chatkeep.note_hour();
  INSERT INTO chatkeep.hour_changes (hour, changes)
    SELECT k / ${HOUR}, count(*) FROM chatkeep.completions GROUP BY 1;`;

/** Hours of several lines get one; a reader sees either. */
export const ADD_UP_HOURS = `WITH
  several AS (SELECT hour FROM chatkeep.hour_changes GROUP BY hour HAVING count(*) > 1),
  gone AS (DELETE FROM chatkeep.hour_changes c USING several s WHERE c.hour = s.hour RETURNING c.*)
  INSERT INTO chatkeep.hour_changes (hour, changes) SELECT hour, sum(changes) FROM gone GROUP BY hour`;
