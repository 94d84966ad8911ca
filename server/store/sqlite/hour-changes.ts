import { HOUR } from '../sql/tallies';

/**
 * How often the completions of each hour were written: while that is what it was, what was counted of the hour holds.
 * Triggers keep it, in the transaction of the write. It is never less than the number of rows.
 */
export const CREATE_HOUR_CHANGES = `CREATE TABLE IF NOT EXISTS hour_changes (
    hour INTEGER PRIMARY KEY,
    changes INTEGER NOT NULL
  ) STRICT;
  INSERT INTO hour_changes
    SELECT k / ${HOUR}, count(*) FROM completions WHERE true GROUP BY 1
    ON CONFLICT (hour) DO UPDATE SET changes = changes + excluded.changes;
  CREATE TRIGGER IF NOT EXISTS hour_added AFTER INSERT ON completions BEGIN ${note('NEW')} END;
  CREATE TRIGGER IF NOT EXISTS hour_changed AFTER UPDATE ON completions BEGIN ${note('NEW')} END;
  CREATE TRIGGER IF NOT EXISTS hour_removed AFTER DELETE ON completions BEGIN ${note('OLD')} END;`;

function note(row: string): string {
  return `INSERT INTO hour_changes VALUES (${row}.k / ${HOUR}, 1)
    ON CONFLICT (hour) DO UPDATE SET changes = changes + 1;`;
}
