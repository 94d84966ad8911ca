import type { Queries } from './database';
import type { StoredDocument } from '../documents';
import { sortEnded } from '../sql/sort-ended';
import { uniqueNames } from '../sql/unique-names';
import { CREATE_HOUR_CHANGES } from './hour-changes';
import { CREATE_READS_PACKED } from './lease';
import { forgetDryRuns, forgetModels } from './changed-rules';
import { CREATE_COMPLETIONS } from './first-tables';
import { indexRows } from './index-rows';
import { CREATE_REACH } from './search-reach';
import { MAKE_SEARCH_SMALLER, PAD_SHORT_TEXTS } from './search-size';
import { CREATE_TAIL } from './search-tail';
import { CREATE_MONTHS, CREATE_TALLIES } from './tallies';
import { MAKE_TRIGRAMS } from './trigrams';

export type Migration = string | ((queries: Queries) => Promise<void>);

/** Filled the search index, which a later step makes anew. */
const INDEXED_LATER = 'SELECT 1';

/**
 * Migration n brings a database from version n - 1 to n. Never change one that was released: add the next. Every
 * statement can run twice (IF NOT EXISTS): on distributed engines DDL does not roll back with its transaction.
 * Bodies are TEXT, not jsonb: jsonb refuses \u0000, changes numbers, and forgets order, spaces and repeated keys.
 */
export const migrations: readonly Migration[] = [
  CREATE_COMPLETIONS,
  // completions_table holds what the table filters, counts and adds up, so that none of it reads the wide rows.
  `CREATE INDEX IF NOT EXISTS completions_table ON chatkeep.completions (k, state, provider, model,
    finish_reason, tool_calls, prompt_tokens, completion_tokens, total_ms, cost);
  CREATE INDEX IF NOT EXISTS completions_tokens
    ON chatkeep.completions ((prompt_tokens + completion_tokens), k);
  CREATE INDEX IF NOT EXISTS completions_latency ON chatkeep.completions (total_ms, k);
  CREATE INDEX IF NOT EXISTS completions_cost ON chatkeep.completions (cost, k);
  CREATE INDEX IF NOT EXISTS completion_metadata_key
    ON chatkeep.completion_metadata (key, k) INCLUDE (value);
  CREATE TABLE IF NOT EXISTS chatkeep.completion_search (
    k BIGINT PRIMARY KEY,
    ended BOOLEAN NOT NULL,
    text TEXT NOT NULL
  );`,
  // Trigrams where the server has them and this role may switch them on; without them a search reads every text.
  // Named with their schema: what the search path finds, or would create in, depends on the role. Not in ours, which
  // can be dropped and restored for itself.
  `DO $$ DECLARE place TEXT; BEGIN
    IF has_schema_privilege(to_regnamespace('public'), 'CREATE') THEN
      CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
    ELSE
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
    END IF;
    SELECT extnamespace::regnamespace INTO place FROM pg_extension WHERE extname = 'pg_trgm';
    EXECUTE format('CREATE INDEX IF NOT EXISTS completion_search_text
      ON chatkeep.completion_search USING gin (text %s.gin_trgm_ops) WHERE ended', place);
  EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR undefined_object OR feature_not_supported THEN
      RAISE NOTICE 'no pg_trgm: a search reads every text';
  END $$`,
  INDEXED_LATER,
  `ALTER TABLE chatkeep.completions ADD COLUMN IF NOT EXISTS stop_asked BOOLEAN NOT NULL DEFAULT false`,
  // The same columns once more. What lies here is in no index of the table; its search text waits for it.
  `CREATE TABLE IF NOT EXISTS chatkeep.trash (
    k BIGINT PRIMARY KEY,
    deleted_at BIGINT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    created BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    version BIGINT NOT NULL,
    provider TEXT NOT NULL,
    requested_model TEXT NOT NULL,
    model TEXT NOT NULL,
    caller TEXT,
    upstream_id TEXT,
    finish_reason TEXT,
    prompt_tokens BIGINT,
    completion_tokens BIGINT,
    cached_tokens BIGINT,
    reasoning_tokens BIGINT,
    first_token_ms DOUBLE PRECISION,
    total_ms DOUBLE PRECISION,
    cost DOUBLE PRECISION,
    tool_calls BIGINT NOT NULL,
    input_preview TEXT NOT NULL,
    output_preview TEXT NOT NULL,
    metadata TEXT NOT NULL,
    request TEXT NOT NULL,
    body TEXT NOT NULL,
    messages TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS trash_deleted ON chatkeep.trash (deleted_at, k);`,
  // Of a job's items only those stay that are pending, failed, or remember what they changed.
  `ALTER TABLE chatkeep.trash ADD COLUMN IF NOT EXISTS job TEXT;
  CREATE INDEX IF NOT EXISTS trash_job ON chatkeep.trash (job, k) WHERE job IS NOT NULL;
  CREATE TABLE IF NOT EXISTS chatkeep.jobs (
    k BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL,
    state TEXT NOT NULL,
    actor TEXT,
    origin TEXT,
    created BIGINT NOT NULL,
    started BIGINT,
    ended BIGINT,
    target TEXT NOT NULL,
    spec TEXT NOT NULL,
    progress TEXT NOT NULL DEFAULT '{}',
    total BIGINT NOT NULL DEFAULT 0,
    changed BIGINT NOT NULL DEFAULT 0,
    skipped BIGINT NOT NULL DEFAULT 0,
    failed BIGINT NOT NULL DEFAULT 0,
    oldest BIGINT,
    newest BIGINT,
    bytes BIGINT NOT NULL DEFAULT 0,
    error TEXT
  );
  CREATE INDEX IF NOT EXISTS jobs_active ON chatkeep.jobs (lane, k) WHERE ended IS NULL;
  CREATE TABLE IF NOT EXISTS chatkeep.job_items (
    job TEXT NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT,
    id TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    written TEXT,
    PRIMARY KEY (job, n)
  );
  CREATE INDEX IF NOT EXISTS job_items_state ON chatkeep.job_items (job, state, n);
  CREATE TABLE IF NOT EXISTS chatkeep.documents (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  );
  CREATE TABLE IF NOT EXISTS chatkeep.audit (
    k BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT,
    origin TEXT,
    action TEXT NOT NULL,
    subject TEXT,
    count BIGINT
  );
  CREATE OR REPLACE FUNCTION chatkeep.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
  CREATE OR REPLACE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON chatkeep.audit
    FOR EACH STATEMENT EXECUTE FUNCTION chatkeep.refuse();`,
  // What a tag job wrote is forgotten with the completion, and dry runs keep no text.
  async (queries) => {
    await queries.run(`CREATE INDEX IF NOT EXISTS job_items_written ON chatkeep.job_items (k) WHERE written IS NOT NULL;
      UPDATE chatkeep.job_items SET written = NULL WHERE written IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM chatkeep.completions c WHERE c.k = job_items.k)
        AND NOT EXISTS (SELECT 1 FROM chatkeep.trash t WHERE t.k = job_items.k);`);
    await forgetDryRuns(queries);
  },
  INDEXED_LATER,
  INDEXED_LATER,
  // A mirror finds by it what its provider answered through this server.
  `CREATE INDEX IF NOT EXISTS completions_upstream ON chatkeep.completions (upstream_id)
    WHERE upstream_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS trash_upstream ON chatkeep.trash (upstream_id) WHERE upstream_id IS NOT NULL;`,
  // What came of answers that are being made: only added to, so that a long one is not written again and again.
  `CREATE TABLE IF NOT EXISTS chatkeep.answer_pieces (
    n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    k BIGINT NOT NULL,
    chunks TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS answer_pieces_k ON chatkeep.answer_pieces (k);`,
  // What was erased is not mirrored again: marks of it, without a word of it.
  'CREATE TABLE IF NOT EXISTS chatkeep.erased (origin TEXT PRIMARY KEY)',
  // Texts are folded, and whole for phrases. Ids and metadata values have their own table, which a change of metadata
  // rewrites at little cost.
  `CREATE TABLE IF NOT EXISTS chatkeep.completion_names (
    k BIGINT PRIMARY KEY,
    ids TEXT NOT NULL,
    vals TEXT NOT NULL
  );
  DELETE FROM chatkeep.completion_search;
  DO $$ DECLARE place TEXT; BEGIN
    SELECT extnamespace::regnamespace INTO place FROM pg_extension WHERE extname = 'pg_trgm';
    IF place IS NOT NULL THEN
      EXECUTE format('CREATE INDEX IF NOT EXISTS completion_names_ids
        ON chatkeep.completion_names USING gin (ids %s.gin_trgm_ops)', place);
      EXECUTE format('CREATE INDEX IF NOT EXISTS completion_names_vals
        ON chatkeep.completion_names USING gin (vals %s.gin_trgm_ops)', place);
    END IF;
  END $$`,
  async (queries) => {
    await indexRows(queries, 'completions');
    await indexRows(queries, 'trash');
  },
  // Two views of one name cannot be made, however many ask for it at once.
  `ALTER TABLE chatkeep.documents ADD COLUMN IF NOT EXISTS name TEXT;
  CREATE UNIQUE INDEX IF NOT EXISTS documents_name ON chatkeep.documents (kind, name)
    WHERE name IS NOT NULL;`,
  async (queries) => {
    const views = await queries.rows<StoredDocument>(
      "SELECT id, version, body FROM chatkeep.documents WHERE kind = 'view' ORDER BY id",
    );
    for (const { id, name, body } of uniqueNames(views))
      await queries.run(
        "UPDATE chatkeep.documents SET name = $1, body = $2 WHERE kind = 'view' AND id = $3",
        [name, body, id],
      );
  },
  CREATE_TALLIES,
  // What Insights adds up is read from the index, too.
  `DROP INDEX IF EXISTS chatkeep.completions_table;
  CREATE INDEX completions_table ON chatkeep.completions (k, state, provider, model, finish_reason,
    reason, tool_calls, prompt_tokens, completion_tokens, first_token_ms, total_ms, cost);`,
  CREATE_HOUR_CHANGES,
  forgetModels,
  CREATE_REACH,
  CREATE_TAIL,
  CREATE_MONTHS,
  CREATE_READS_PACKED,
  MAKE_SEARCH_SMALLER,
  MAKE_TRIGRAMS,
  PAD_SHORT_TEXTS,
  sortEnded('chatkeep.'),
];
