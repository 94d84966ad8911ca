import {
  type Client,
  DatabaseError,
  Pool,
  type PoolClient,
  type QueryConfig,
  type QueryResultRow,
  TypeOverrides,
  types,
} from 'pg';
import { assertStorable } from '../sql/storable-values';
import { bufferOf } from '../../json/text';
import type { BoundValue, Value } from '../columns';
import { StoreFault, StoreUnavailable } from '../errors';
import { sendLongValuesAsTheyAre } from './long-values';
import { unpacked } from './packed-text';

/** Connections of one server process: enough to keep a database busy, few enough for several processes to share it. */
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 30_000;

export type Bound = BoundValue | readonly Value[];

/** Runs statements with `$1`-style values; the caller's SELECT is what vouches for `Row`. */
export type Queries = {
  rows<Row>(sql: string, values?: readonly Bound[]): Promise<Row[]>;
  /** Resolves with the number of rows changed. */
  run(sql: string, values?: readonly Bound[]): Promise<number>;
};

/** What an operation needs of the database: a transaction of its own, or its part of a larger one. */
export type Transactions = Queries & {
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
};

/** Operations whose transaction is the one that `queries` is in. */
export function within(queries: Queries): Transactions {
  return { ...queries, transaction: (work) => work(queries) };
}

/**
 * A pool of connections, and the only place that touches the PostgreSQL driver. Every error of the database comes out
 * as {@link StoreUnavailable} or {@link StoreFault} with the driver's error as its cause. Broken connections are replaced by themselves.
 */
export class PostgresDatabase implements Transactions {
  readonly #pool: Pool;
  readonly #queries: Queries;

  constructor(url: string, connections = POOL_SIZE) {
    this.#pool = new Pool({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      // Statements that need not wait for one another travel together.
      pipeline: true,
      types: numbers,
    });
    this.#pool.on('error', ignoreLoss);
    this.#pool.on('connect', (client) => {
      client.on('error', ignoreLoss);
      sendLongValuesAsTheyAre((client as PoolClient & Client).connection);
    });
    this.#queries = queriesOf(this.#pool);
  }

  rows<Row>(sql: string, values?: readonly Bound[]): Promise<Row[]> {
    if (WRITES.test(sql)) return this.#alone((queries) => queries.rows(sql, values));
    return this.#queries.rows(sql, values);
  }

  run(sql: string, values?: readonly Bound[]): Promise<number> {
    return this.#alone((queries) => queries.run(sql, values));
  }

  /**
   * Rows of a statement over many rows, compiled by no JIT: that takes longer than all of ours run. `isIndexed`: indexes
   * have what it asks for, and few of it; PostgreSQL may believe that reading whole tables is quicker.
   */
  analyze<Row>(sql: string, values: readonly Bound[], isIndexed = false): Promise<Row[]> {
    const begin = isIndexed ? BEGIN_INDEXED : BEGIN_ANALYSIS;
    return this.#alone((queries) => queries.rows<Row>(sql, values), begin);
  }

  /**
   * Runs `work` on one connection in a transaction; commits, or rolls back and rejects. All that is written goes through
   * here: a statement of its own would commit as the session says, see {@link BEGIN}. `timeoutMs`: of each statement.
   */
  async transaction<T>(work: (queries: Queries) => Promise<T>, timeoutMs?: number): Promise<T> {
    const client = await attempt(() => this.#pool.connect());
    const queries = queriesOf(client, timeoutMs);
    try {
      await queries.run(BEGIN);
      const result = await work(queries);
      await queries.run('COMMIT');
      client.release();
      return result;
    } catch (error) {
      const undone = await queries.run('ROLLBACK').catch(() => null);
      // A connection that cannot even roll back is thrown away.
      client.release(undone === null);
      throw error;
    }
  }

  /** A transaction of one statement, sent at once: it takes one round trip. A statement that fails undoes the rest. */
  async #alone<T>(statement: (queries: Queries) => Promise<T>, begin = BEGIN): Promise<T> {
    const client = await attempt(() => this.#pool.connect());
    const queries = queriesOf(client);
    const [begun, result, ended] = await Promise.allSettled([
      queries.run(begin),
      statement(queries),
      queries.run('COMMIT'),
    ]);
    client.release(ended.status === 'rejected');
    if (begun.status === 'rejected') throw begun.reason;
    if (result.status === 'rejected') throw result.reason;
    if (ended.status === 'rejected') throw ended.reason;
    return result.value;
  }

  async close(): Promise<void> {
    await attempt(() => this.#pool.end());
  }
}

/** The SQLSTATE behind an error of this driver. */
export function postgresCode(error: unknown): string | undefined {
  const isOurs = error instanceof StoreUnavailable || error instanceof StoreFault;
  const cause = isOurs ? error.cause : undefined;
  return cause instanceof DatabaseError ? cause.code : undefined;
}

function queriesOf(connection: Pool | PoolClient, query_timeout?: number): Queries {
  const query = <Row extends QueryResultRow>(text: string, values: readonly Bound[]) => {
    values.flat().forEach(assertBindable);
    // The driver reads the time-out of a statement here, too; its types do not say so.
    const asked: QueryConfig & { query_timeout: number | undefined } = {
      text,
      values: values.map(asBuffer),
      query_timeout,
    };
    return attempt(() => connection.query<Row>(asked));
  };
  return {
    rows: async <Row>(sql: string, values: readonly Bound[] = []) => {
      const { rows } = await query(sql, values);
      return attempt(async () => unpacked(rows) as Row[]);
    },
    run: async (sql, values = []) => (await query(sql, values)).rowCount ?? 0,
  };
}

/** Statements that change something, also in a part of theirs. */
const WRITES = /\b(INSERT|UPDATE|DELETE)\b/;

/**
 * Acknowledged means durable, whatever the default of the database or the role, and whatever others left behind in the
 * session: behind a pooler each transaction may have another one. Both statements are one round trip.
 */
const BEGIN = `BEGIN;
  SELECT set_config('synchronous_commit', 'on', true)
  WHERE current_setting('synchronous_commit') IN ('off', 'local')`;

/** Set for one transaction: behind a pooler a session is not ours alone. */
const BEGIN_ANALYSIS = 'BEGIN READ ONLY; SET LOCAL jit = off';
const BEGIN_INDEXED = `${BEGIN_ANALYSIS}; SET LOCAL enable_seqscan = off;
  SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off`;

/**
 * Without a listener a lost connection would end the process. The pool drops it by itself, the statement in flight
 * rejects, and whether the database is gone for good the next one will tell.
 */
function ignoreLoss(): void {}

/** 64-bit integers arrive as text; all of ours are positions, counts and tokens, below 2^53. */
const numbers = new TypeOverrides();
numbers.setTypeParser(types.builtins.INT8, Number);

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isFault(cause)) throw new StoreFault('the database refused a statement', { cause });
    throw new StoreUnavailable('the database cannot do this now', { cause });
  }
}

/**
 * Told by the SQLSTATE: values that do not fit, broken constraints, statements that cannot be read. A class that is not
 * listed here, and an error without one, is the connection's or the server's.
 */
const FAULTS = /^(0A|2[0-4]|2F|42)/;
/** Of those classes, but no fault of a statement: rights that were taken away, and tables that are gone. */
const OUTAGES = new Set(['42501', '42P01', '3F000']);

function isFault(cause: unknown): boolean {
  const { code = '' } = cause instanceof DatabaseError ? cause : {};
  return FAULTS.test(code) && !OUTAGES.has(code);
}

/** PostgreSQL refuses NUL, and the driver would silently replace a lone surrogate. */
function assertBindable(value: BoundValue): void {
  if (typeof value === 'string') assertStorable(value);
}

/** Bytes go as they are: for a text they are its UTF-8. */
function asBuffer(value: Bound): Bound {
  return value instanceof Uint8Array ? bufferOf(value) : value;
}
