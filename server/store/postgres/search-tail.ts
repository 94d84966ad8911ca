import type { SearchLag } from '../store';
import type { PostgresDatabase, Queries } from './database';

/** Texts that are not in the trigram index yet (`NOT ended`), found in order of their position. */
export const CREATE_TAIL = `
  DELETE FROM chatkeep.completion_search WHERE NOT ended;
  CREATE INDEX IF NOT EXISTS completion_search_tail ON chatkeep.completion_search (k) WHERE NOT ended`;

/** Searches read all of it: beyond so many, imports index what they bring. */
const MOST = 20_000;
/** Erasures of these wait as long as it takes to index them. */
const BATCH = 100;

const COUNT = `SELECT count(*)::int AS waiting
  FROM (SELECT 1 FROM chatkeep.completion_search WHERE NOT ended LIMIT ${MOST}) tail`;

/** What another server indexes, or erases, is passed over: nobody is waited for. */
const INDEX = `UPDATE chatkeep.completion_search s SET ended = true FROM (
    SELECT k FROM chatkeep.completion_search WHERE NOT ended
    ORDER BY k DESC LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) tail
  WHERE s.k = tail.k`;

/** What comes to the tail after it was asked came after the search. */
export async function hasTail(queries: Queries): Promise<boolean> {
  const sql = 'SELECT 1 FROM chatkeep.completion_search WHERE NOT ended LIMIT 1';
  return (await queries.rows(sql)).length > 0;
}

export async function hasRoom(queries: Queries): Promise<boolean> {
  return (await waitingIn(queries)) < MOST;
}

async function waitingIn(queries: Queries): Promise<number> {
  const [row] = await queries.rows<{ waiting: number }>(COUNT);
  return row?.waiting ?? 0;
}

/** Brings the texts of imports into the trigram index, behind them. */
export class SearchTail {
  readonly #database: PostgresDatabase;
  #working: Promise<void> | null = null;
  #since = 0;
  #isClosed = false;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  /** Goes on in the background until nothing is left; what fails is tried again with the next beat. */
  index(): void {
    if (this.#working || this.#isClosed) return;
    this.#since = performance.now();
    this.#working = this.#work()
      .catch(() => undefined)
      .finally(() => (this.#working = null));
  }

  async lag(): Promise<SearchLag> {
    const waiting = await waitingIn(this.#database);
    const seconds = this.#working ? (performance.now() - this.#since) / 1_000 : 0;
    return { waiting, seconds: waiting === 0 ? 0 : seconds };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    while (!this.#isClosed && (await this.#database.run(INDEX)) > 0);
  }
}
