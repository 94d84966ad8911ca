/** Completions and their pairs, as the first version had them. */
export const CREATE_COMPLETIONS = `CREATE TABLE IF NOT EXISTS chatkeep.completions (
    k BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    owner TEXT NOT NULL,
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
    tool_calls BIGINT NOT NULL DEFAULT 0,
    input_preview TEXT NOT NULL,
    output_preview TEXT NOT NULL DEFAULT '',
    metadata TEXT NOT NULL,
    request TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '{}',
    messages TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS completions_complete ON chatkeep.completions (k) WHERE state = 'complete';
  CREATE INDEX IF NOT EXISTS completions_model ON chatkeep.completions (model, k) WHERE state = 'complete';
  CREATE INDEX IF NOT EXISTS completions_running ON chatkeep.completions (k) WHERE state = 'running';
  CREATE TABLE IF NOT EXISTS chatkeep.completion_metadata (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    k BIGINT NOT NULL,
    PRIMARY KEY (key, value, k)
  );
  CREATE TABLE IF NOT EXISTS chatkeep.servers (
    token TEXT PRIMARY KEY,
    alive_until TIMESTAMPTZ NOT NULL
  );`;
