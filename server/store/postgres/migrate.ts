import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresDatabase, type Queries, postgresCode } from './database';
import { type Migration, migrations } from './schema';
import { StoreRefused } from '../errors';
import { upgradeNotice } from '../upgrade-notice';

const ATTEMPTS = 50;
/** Of one statement, which may write a large table anew. */
const STEP_TIMEOUT_MS = 6 * 3_600_000;
const PAUSE_MS = 100;

/** What the loser of a race between two starting servers sees: duplicates of every kind, and serialization failures. */
const RACE_LOST = new Set(['23505', '42P06', '42P07', '42710', '40001', '40P01']);

/**
 * Brings the schema `chatkeep` to the newest version. Safe when several processes start at once, with no lock but the
 * primary key of `migrations` (advisory locks are not everywhere on distributed engines): the loser looks again.
 * Rejects with {@link StoreRefused} when the database is newer than this version or not in UTF-8.
 */
export async function migrate(database: PostgresDatabase, steps = migrations): Promise<void> {
  const [encoding] = await database.rows<{ server_encoding: string }>('SHOW server_encoding');
  if (encoding?.server_encoding !== 'UTF8') {
    throw new StoreRefused(`the database has the encoding ${encoding?.server_encoding}, not UTF8`);
  }
  for (let attempt = 1; (await schemaVersion(database, steps.length)) < steps.length; attempt++) {
    try {
      await database.transaction((queries) => upgrade(queries, steps), STEP_TIMEOUT_MS);
    } catch (error) {
      if (postgresCode(error) === NO_PRIVILEGE) throw await lackOfRights(database, error);
      if (attempt === ATTEMPTS || !RACE_LOST.has(postgresCode(error) ?? '')) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

async function upgrade(queries: Queries, steps: readonly Migration[]): Promise<void> {
  // A role that owns the schema need not be one that may create others.
  const [schema] = await queries.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'chatkeep'");
  if (!schema) await queries.run('CREATE SCHEMA IF NOT EXISTS chatkeep');
  await queries.run('CREATE TABLE IF NOT EXISTS chatkeep.migrations (version BIGINT PRIMARY KEY)');
  const from = await newestApplied(queries);
  if (from > 0 && from < steps.length)
    process.stderr.write(`${upgradeNotice(from, steps.length)}\n`);
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    // First, so that a second server waits here and then finds the version taken.
    await queries.run('INSERT INTO chatkeep.migrations (version) VALUES ($1)', [index + 1]);
    if (typeof step === 'string') await queries.run(step);
    else await step(queries);
  }
}

const NO_PRIVILEGE = '42501';

/** What an administrator has to do: the role needs no more than a schema of its own. */
async function lackOfRights(database: PostgresDatabase, cause: unknown): Promise<StoreRefused> {
  const [names] = await database.rows<{ role: string; base: string }>(
    'SELECT quote_ident(current_user) AS role, current_database() AS base',
  );
  const role = names?.role ?? 'the_role';
  return StoreRefused.as(
    'noPrivilege',
    `the role ${role} may not make or change the schema "chatkeep". As an administrator, in the database "${names?.base ?? ''}", run:
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE SCHEMA IF NOT EXISTS chatkeep AUTHORIZATION ${role};
and where the schema is there already: ALTER SCHEMA chatkeep OWNER TO ${role}; and the same for its tables.`,
    { cause },
  );
}

/** 0 when there is no schema of ours yet. */
export async function schemaVersion(database: PostgresDatabase, newest: number): Promise<number> {
  const tables = await database.rows<{ table_name: string }>(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'chatkeep'",
  );
  if (tables.length === 0) return 0;
  if (!tables.some(({ table_name }) => table_name === 'migrations')) {
    throw new StoreRefused('the schema "chatkeep" of this database belongs to another application');
  }
  const version = await newestApplied(database);
  if (version > newest) {
    throw StoreRefused.as(
      'newer',
      `the database has schema version ${version}, this release knows ${newest}: start a newer release`,
    );
  }
  return version;
}

async function newestApplied(queries: Queries): Promise<number> {
  const [row] = await queries.rows<{ version: number | null }>(
    'SELECT max(version) AS version FROM chatkeep.migrations',
  );
  return row?.version ?? 0;
}
