import { setTimeout as sleep } from 'node:timers/promises';
import { storedMetadata } from '../sql/storable-values';
import type { SearchLag } from '../store';
import type { PostgresDatabase, Queries } from './database';
import { type Findable, index } from './search';

/**
 * The search index lies in tables that PostgreSQL keeps no log of: a crash of it, a switch to a replica or a restored
 * base backup empties them. The one row of this table goes with them. Its `k` says from which position on the index has
 * all that has ended: 0 where it is whole.
 */
export const CREATE_REACH = `
  ALTER TABLE chatkeep.completion_search SET UNLOGGED;
  ALTER TABLE chatkeep.completion_names SET UNLOGGED;
  CREATE UNLOGGED TABLE IF NOT EXISTS chatkeep.search_reach (
    one BIGINT PRIMARY KEY,
    k BIGINT NOT NULL,
    since TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
  );
  INSERT INTO chatkeep.search_reach (one, k) VALUES (1, 0) ON CONFLICT DO NOTHING`;

/** What is written from now on is indexed as it is written: only what is there has to be made findable. */
const BEGIN_ANEW = `INSERT INTO chatkeep.search_reach (one, k)
  SELECT 1, coalesce(max(k) + 1, 0) FROM (
    SELECT max(k) AS k FROM chatkeep.completions UNION ALL SELECT max(k) FROM chatkeep.trash) newest
  ON CONFLICT DO NOTHING`;

/** Their texts are in memory while they are made findable. */
const BATCH = 20;

const SHELVES = ['completions', 'trash'];
const within = (which: string) => SHELVES.map((shelf) => which.replaceAll('SHELF', shelf));

const LOWEST = `SELECT min(k) AS k FROM (SELECT k FROM (${within(
  `(SELECT k FROM chatkeep.SHELF WHERE k < $1 ORDER BY k DESC LIMIT ${BATCH})`,
).join(' UNION ALL ')}) both_shelves ORDER BY k DESC LIMIT ${BATCH}) batch`;

/** Kept from writers until they are indexed: whoever erases or tags one comes before or after. */
const MISSING = within(`SELECT k, id, upstream_id AS "upstreamId", state, metadata, messages, body
  FROM chatkeep.SHELF WHERE k >= $1 AND k < $2 AND state <> 'running'
    AND NOT EXISTS (SELECT 1 FROM chatkeep.completion_names n WHERE n.k = SHELF.k)
  ORDER BY k FOR SHARE`);

const LACKING = `SELECT r.since::text AS epoch, extract(epoch FROM now() - r.since)::float8 AS seconds,
    CASE WHEN r.k = 0 THEN 0 ELSE
      (SELECT count(*) FROM chatkeep.completions c WHERE c.k < coalesce(r.k, ${Number.MAX_SAFE_INTEGER}) AND c.state <> 'running')
      + (SELECT count(*) FROM chatkeep.trash t WHERE t.k < coalesce(r.k, ${Number.MAX_SAFE_INTEGER})) END AS waiting
  FROM (SELECT 1) one LEFT JOIN chatkeep.search_reach r ON true`;

/** `epoch`: since when the index has grown without a loss. */
type Lacking = { epoch: string | null; seconds: number | null; waiting: number };

/** Keeps the index whole, and searches true while it is not. */
export class SearchReach {
  readonly #database: PostgresDatabase;
  /** In which the index was seen to be whole: it has stayed so. */
  #whole: string | null = null;
  #making: Promise<void> | null = null;
  #isClosed = false;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  /**
   * Asks a search, and says of how many rows the index knew nothing. What must not miss any waits until there are none.
   */
  async through<T>(
    mayMiss: boolean,
    ask: () => Promise<T>,
  ): Promise<{ result: T; unsearched: number }> {
    for (;;) {
      const result = await ask();
      const former = this.#whole;
      const { epoch, waiting } = await this.look();
      // A crash in between, or an index that has only just become whole, was another index when it was asked.
      if (waiting === 0 && epoch === former) return { result, unsearched: 0 };
      if (waiting > 0 && mayMiss) return { result, unsearched: waiting };
      if (waiting > 0) await this.remake();
    }
  }

  async lag(): Promise<SearchLag> {
    const { waiting, seconds } = await this.look();
    return { waiting, seconds: waiting === 0 ? 0 : (seconds ?? 0) };
  }

  /** How much is lacking; has it made, if it is anything. */
  async look(): Promise<Lacking> {
    const [found] = await this.#database.rows<Lacking>(LACKING);
    if (!found) throw new Error('no row');
    if (found.waiting > 0 || found.epoch === null) void this.remake().catch(() => undefined);
    else this.#whole = found.epoch;
    return found;
  }

  /** Resolves when nothing is lacking, also where another server makes it. */
  remake(): Promise<void> {
    return (this.#making ??= this.#make().finally(() => (this.#making = null)));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#making?.catch(() => undefined);
  }

  async #make(): Promise<void> {
    await this.#database.run(BEGIN_ANEW);
    while (!this.#isClosed) {
      const reach = await this.#database.transaction(step);
      if (reach === 0) return;
      if (reach === null) await sleep(50);
    }
  }
}

/** Makes the newest rows below the reach findable; resolves with how far it reaches then, null where another server is at it. */
async function step(queries: Queries): Promise<number | null> {
  const [now] = await queries.rows<{ k: number }>(
    'SELECT k FROM chatkeep.search_reach FOR UPDATE SKIP LOCKED',
  );
  if (!now || now.k === 0) return now?.k ?? null;
  const [batch] = await queries.rows<{ k: number | null }>(LOWEST, [now.k]);
  const lowest = batch?.k ?? 0;
  // Again until there are none: what is moved to the trash, or back, between the two looks is in neither.
  for (let isWhole = lowest === 0; !isWhole;) {
    const missing = await missingBetween(queries, lowest, now.k);
    isWhole = missing.length === 0;
    if (!isWhole) await index(queries, missing);
  }
  await queries.run('UPDATE chatkeep.search_reach SET k = $1', [lowest]);
  return lowest;
}

async function missingBetween(queries: Queries, from: number, below: number): Promise<Findable[]> {
  const found: Findable[] = [];
  for (const sql of MISSING) {
    type Missing = Omit<Findable, 'metadata'> & { metadata: string };
    const rows = await queries.rows<Missing>(sql, [from, below]);
    found.push(...rows.map((row) => ({ ...row, metadata: storedMetadata(row.metadata) })));
  }
  return found;
}
