import { DAY, HOUR, keysOf, sumsOf, tallyKeys, tallySums } from '../sql/tallies';

export const WHOLE = 'INTEGER';

const KEYS = ['span', 'start', ...tallyKeys];

/** Triggers keep them: whatever writes a row, its tally changes in the same transaction. */
export const CREATE_TALLIES = `CREATE TABLE IF NOT EXISTS tallies (
    span INTEGER NOT NULL,
    start INTEGER NOT NULL,
    ${tallyKeys.map((key) => `${key} TEXT NOT NULL`).join(', ')},
    ${tallySums.map((sum) => `${sum} INTEGER NOT NULL`).join(', ')},
    PRIMARY KEY (${KEYS.join(', ')})
  ) WITHOUT ROWID;
  DELETE FROM tallies;
  INSERT INTO tallies
    SELECT span, c.k / span, ${keysOf('c').join(', ')}, ${sumsOf('c', WHOLE)
      .map((sum) => `sum(${sum})`)
      .join(', ')}
    FROM completions c INDEXED BY completions_table,
      (SELECT ${HOUR} AS span UNION ALL SELECT ${DAY}) spans
    WHERE c.state <> 'running' GROUP BY 1, 2, 3, 4, 5, 6;
  CREATE TRIGGER IF NOT EXISTS tally_added AFTER INSERT ON completions WHEN NEW.state <> 'running'
    BEGIN ${add('NEW', 1)} END;
  CREATE TRIGGER IF NOT EXISTS tally_removed AFTER DELETE ON completions WHEN OLD.state <> 'running'
    BEGIN ${add('OLD', -1)} ${clear('OLD')} END;
  CREATE TRIGGER IF NOT EXISTS tally_changed AFTER UPDATE OF state, provider, model, finish_reason, prompt_tokens,
      completion_tokens, total_ms, cost ON completions WHEN NEW.state <> 'running'
    BEGIN ${add('NEW', 1)} END;
  CREATE TRIGGER IF NOT EXISTS tally_former AFTER UPDATE OF state, provider, model, finish_reason, prompt_tokens,
      completion_tokens, total_ms, cost ON completions WHEN OLD.state <> 'running'
    BEGIN ${add('OLD', -1)} ${clear('OLD')} END;`;

function add(row: string, sign: 1 | -1): string {
  const values = [HOUR, DAY].map(
    (span) =>
      `(${span}, ${row}.k / ${span}, ${keysOf(row).join(', ')}, ${sumsOf(row, WHOLE, sign).join(', ')})`,
  );
  return `INSERT INTO tallies VALUES ${values.join(', ')}
    ON CONFLICT (${KEYS.join(', ')}) DO UPDATE SET
      ${tallySums.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(', ')};`;
}

/** What counts nothing would be read for ever, and may be the last to name an erased model. */
function clear(row: string): string {
  const same = keysOf(row)
    .map((value, at) => `${tallyKeys[at]} = ${value}`)
    .join(' AND ');
  return [HOUR, DAY]
    .map(
      (span) => `DELETE FROM tallies
      WHERE span = ${span} AND start = ${row}.k / ${span} AND ${same} AND count = 0;`,
    )
    .join('');
}
