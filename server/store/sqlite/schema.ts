import type { SqliteDatabase } from './database';
import { sortEnded } from '../sql/sort-ended';
import { uniqueNames } from '../sql/unique-names';
import type { StoredDocument } from '../documents';
import { CREATE_HOUR_CHANGES } from './hour-changes';
import { CREATE_SEARCH_LOG } from './search/log';
import { CREATE_TALLIES } from './tallies';

/** "CHKP": tells our files from other applications' SQLite files. */
export const APPLICATION_ID = 0x43484b50;

export type Migration = string | ((database: SqliteDatabase) => void);

/** Filled the search index, which lies in a file of its own since. */
const INDEXED_LATER = 'SELECT 1';

/**
 * Migration n brings a file from `user_version` n - 1 to n. Never change one that was released: add the next.
 * Wide columns come last, `messages` the very last: SQLite reads a row from its start, so lists never touch them.
 */
export const migrations: readonly Migration[] = [
  `CREATE TABLE completions (
    k INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    provider TEXT NOT NULL,
    requested_model TEXT NOT NULL,
    model TEXT NOT NULL,
    caller TEXT,
    upstream_id TEXT,
    finish_reason TEXT,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    cached_tokens INTEGER,
    reasoning_tokens INTEGER,
    first_token_ms REAL,
    total_ms REAL,
    cost REAL,
    tool_calls INTEGER NOT NULL DEFAULT 0,
    input_preview TEXT NOT NULL,
    output_preview TEXT NOT NULL DEFAULT '',
    metadata TEXT NOT NULL,
    request TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '{}',
    messages TEXT NOT NULL
  ) STRICT;
  CREATE INDEX completions_complete ON completions (k) WHERE state = 'complete';
  CREATE INDEX completions_model ON completions (model, k) WHERE state = 'complete';
  CREATE INDEX completions_running ON completions (k) WHERE state = 'running';
  CREATE TABLE completion_metadata (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    k INTEGER NOT NULL,
    PRIMARY KEY (key, value, k)
  ) STRICT, WITHOUT ROWID;`,
  // completions_table holds what the table filters, counts and adds up, so that none of it reads the wide rows.
  `CREATE INDEX completions_table ON completions (k, state, provider, model, finish_reason,
    tool_calls, prompt_tokens, completion_tokens, total_ms, cost);
  CREATE INDEX completions_tokens ON completions ((prompt_tokens + completion_tokens), k);
  CREATE INDEX completions_latency ON completions (total_ms, k);
  CREATE INDEX completions_cost ON completions (cost, k);
  CREATE INDEX completion_metadata_key ON completion_metadata (key, k);
  CREATE VIRTUAL TABLE completion_search USING fts5 (text, tokenize = 'trigram case_sensitive 1');
  INSERT INTO completion_search (completion_search, rank) VALUES ('secure-delete', 1);`,
  INDEXED_LATER,
  // The same columns once more. What lies here is in no index of the table; its search text waits for it.
  `CREATE TABLE trash (
    k INTEGER PRIMARY KEY,
    deleted_at INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    version INTEGER NOT NULL,
    provider TEXT NOT NULL,
    requested_model TEXT NOT NULL,
    model TEXT NOT NULL,
    caller TEXT,
    upstream_id TEXT,
    finish_reason TEXT,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    cached_tokens INTEGER,
    reasoning_tokens INTEGER,
    first_token_ms REAL,
    total_ms REAL,
    cost REAL,
    tool_calls INTEGER NOT NULL,
    input_preview TEXT NOT NULL,
    output_preview TEXT NOT NULL,
    metadata TEXT NOT NULL,
    request TEXT NOT NULL,
    body TEXT NOT NULL,
    messages TEXT NOT NULL
  ) STRICT;
  CREATE INDEX trash_deleted ON trash (deleted_at, k);`,
  // Of a job's items only those stay that are pending, failed, or remember what they changed.
  `ALTER TABLE trash ADD COLUMN job TEXT;
  CREATE INDEX trash_job ON trash (job, k) WHERE job IS NOT NULL;
  CREATE TABLE jobs (
    k INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL,
    state TEXT NOT NULL,
    actor TEXT,
    origin TEXT,
    created INTEGER NOT NULL,
    started INTEGER,
    ended INTEGER,
    target TEXT NOT NULL,
    spec TEXT NOT NULL,
    progress TEXT NOT NULL DEFAULT '{}',
    total INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    oldest INTEGER,
    newest INTEGER,
    bytes INTEGER NOT NULL DEFAULT 0,
    error TEXT
  ) STRICT;
  CREATE INDEX jobs_active ON jobs (lane, k) WHERE ended IS NULL;
  CREATE TABLE job_items (
    job TEXT NOT NULL,
    n INTEGER NOT NULL,
    k INTEGER,
    id TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    written TEXT,
    PRIMARY KEY (job, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX job_items_state ON job_items (job, state, n);
  CREATE TABLE documents (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE audit (
    k INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor TEXT,
    origin TEXT,
    action TEXT NOT NULL,
    subject TEXT,
    count INTEGER
  ) STRICT;
  CREATE TRIGGER audit_keeps BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;`,
  // What a tag job wrote is forgotten with the completion, and dry runs keep no text.
  `CREATE INDEX job_items_written ON job_items (k) WHERE written IS NOT NULL;
  UPDATE job_items SET written = NULL WHERE written IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM completions c WHERE c.k = job_items.k)
    AND NOT EXISTS (SELECT 1 FROM trash t WHERE t.k = job_items.k);
  UPDATE documents SET body = json_set(body, '$.dryRun', NULL) WHERE kind = 'retention';`,
  INDEXED_LATER,
  INDEXED_LATER,
  // A mirror finds by it what its provider answered through this server.
  `CREATE INDEX IF NOT EXISTS completions_upstream ON completions (upstream_id)
    WHERE upstream_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS trash_upstream ON trash (upstream_id) WHERE upstream_id IS NOT NULL;`,
  // What came of answers that are being made: only added to, so that a long one is not written again and again.
  `CREATE TABLE IF NOT EXISTS answer_pieces (
    n INTEGER PRIMARY KEY,
    k INTEGER NOT NULL,
    chunks TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS answer_pieces_k ON answer_pieces (k);`,
  // What was erased is not mirrored again: marks of it, without a word of it.
  'CREATE TABLE IF NOT EXISTS erased (origin TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;',
  // Texts are folded, and whole for phrases; the index keeps none itself. Ids and metadata values have their own, which
  // a change of metadata rewrites at little cost.
  `DROP TABLE completion_search;
  CREATE TABLE completion_texts (k INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
  CREATE VIRTUAL TABLE completion_search
    USING fts5 (text, content = '', tokenize = 'trigram case_sensitive 1');
  INSERT INTO completion_search (completion_search, rank) VALUES ('secure-delete', 1);
  CREATE VIRTUAL TABLE completion_names
    USING fts5 (ids, vals, tokenize = 'trigram case_sensitive 1');
  INSERT INTO completion_names (completion_names, rank) VALUES ('secure-delete', 1);`,
  INDEXED_LATER,
  // Two views of one name cannot be made, however many ask for it at once.
  `ALTER TABLE documents ADD COLUMN name TEXT;
  CREATE UNIQUE INDEX documents_name ON documents (kind, name) WHERE name IS NOT NULL;`,
  (database) => {
    const views = database.all<StoredDocument>(
      "SELECT id, version, body FROM documents WHERE kind = 'view' ORDER BY id",
    );
    for (const { id, name, body } of uniqueNames(views))
      database.run("UPDATE documents SET name = ?, body = ? WHERE kind = 'view' AND id = ?", [
        name,
        body,
        id,
      ]);
  },
  CREATE_TALLIES,
  // The search index lies in a file of its own, which is made anew of what is stored.
  dropSearchIndex,
  CREATE_SEARCH_LOG,
  // What Insights adds up is read from the index, too.
  `DROP INDEX IF EXISTS completions_table;
  CREATE INDEX completions_table ON completions (k, state, provider, model, finish_reason, reason,
    tool_calls, prompt_tokens, completion_tokens, first_token_ms, total_ms, cost);`,
  CREATE_HOUR_CHANGES,
  // What a dry run looked at is kept without a name that may be erased.
  `UPDATE documents SET body = json_remove(body, ${sampled('$.dryRun.sample[N].model')})
    WHERE kind = 'retention' AND json_valid(body)`,
  // Pages up to this one may have leftovers of rows, since nobody looked: see `sweep`.
  `CREATE TABLE IF NOT EXISTS unswept (page INTEGER NOT NULL) STRICT;
  DELETE FROM unswept;
  INSERT INTO unswept SELECT page_count FROM pragma_page_count()`,
  // A body may be bytes that hold the messages, too: see packed.ts. Values of before stay as they are.
  (database) => {
    database.script(`PRAGMA writable_schema = ON;
      UPDATE sqlite_master SET sql = replace(sql, ' body TEXT', ' body ANY')
        WHERE name IN ('completions', 'trash');
      PRAGMA writable_schema = RESET`);
  },
  sortEnded(''),
];

/** A place in each of the completions that a dry run keeps. */
function sampled(place: string): string {
  return Array.from({ length: 10 }, (_, n) => `'${place.replace('N', `${n}`)}'`).join(', ');
}

/** Also where it is damaged, so that SQLite cannot drop it. What it held is overwritten: some of it may be erased later. */
function dropSearchIndex(database: SqliteDatabase): void {
  database.script('PRAGMA secure_delete = ON');
  const isBehind = `name GLOB 'completion_search_*' OR name GLOB 'completion_names_*'
    OR name = 'completion_texts'`;
  const behind = `SELECT name FROM sqlite_master WHERE type = 'table' AND (${isBehind})`;
  for (const { name } of database.all<{ name: string }>(behind))
    database.script(`DROP TABLE ${name}`);
  database.script(`PRAGMA writable_schema = ON;
    DELETE FROM sqlite_master WHERE name IN ('completion_search', 'completion_names');
    PRAGMA writable_schema = RESET`);
}
