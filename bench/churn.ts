import { Client } from 'pg';
import { createPositions } from '../server/store/completion-id';
import { openPostgresStore } from '../server/store/postgres/postgres-store';
import type { Store } from '../server/store/store';
import { emptyPostgres } from './support/empty-postgres';
import { sampleExchange } from './support/seed';

/**
 * What a week of churn leaves behind on PostgreSQL (BENCH_POSTGRES): each day a tenth of what is stored is new, as many get
 * another tag, and as many of the oldest are deleted and erased. After each day VACUUM looks at the tables that
 * autovacuum would look at. `tsx bench/churn.ts 20000`: so many are stored.
 */
const STORED = Number(process.argv[2] ?? 20_000);
const A_DAY = STORED / 10;
const AT_ONCE = 16;
const next = createPositions();
const ids: string[] = [];
let serial = 0;

const server = process.env['BENCH_POSTGRES'];
if (!server) console.log('BENCH_POSTGRES names no server: nothing was measured.');
else await onPostgres(await emptyPostgres(server));

async function onPostgres(url: string): Promise<void> {
  const store = await openPostgresStore({ url });
  const client = new Client({ connectionString: url });
  await client.connect();
  console.log(
    `${STORED} completions are stored; each day ${A_DAY} come, ${A_DAY} are tagged anew and the ${A_DAY} oldest erased.\n`,
  );
  console.log(
    '| After day | Disk | Dead rows before VACUUM | after | Tables it looked at |\n| --- | --- | --- | --- | --- |',
  );
  await keep(store, STORED);
  for (let day = 0; day <= 7; day += 1) {
    if (day > 0) await live(store);
    // Statistics are told with a delay.
    await client.query('SELECT pg_stat_force_next_flush()');
    const before = await deadRows(client);
    const looked = await vacuum(client);
    const after = await deadRows(client);
    const { rows } = await client.query<{ bytes: string }>(
      'SELECT pg_database_size(current_database()) AS bytes',
    );
    const megabytes = Number(rows[0]?.bytes) / 1e6;
    console.log(
      `| ${day} | ${megabytes.toFixed(0)} MB | ${before} | ${after} | ${looked.join(', ') || 'none'} |`,
    );
  }
  await client.end();
  await store.close();
}

async function live(store: Store): Promise<void> {
  await keep(store, A_DAY);
  for (const id of ids.slice(-2 * A_DAY, -A_DAY))
    await store.updateMetadata(id, { review: 'good', day: String(serial) }, 'any');
  for (const id of ids.splice(0, A_DAY)) {
    await store.delete(id, 'any');
    await store.erase(id);
  }
}

async function keep(store: Store, count: number): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - done) }, async () => {
        const { draft, outcome } = sampleExchange((serial += 1), next());
        await store.begin(draft);
        await store.finish(draft.id, outcome);
        ids.push(draft.id);
      }),
    );
}

async function deadRows(client: Client): Promise<number> {
  const { rows } = await client.query<{ dead: string }>(
    "SELECT sum(n_dead_tup) AS dead FROM pg_stat_user_tables WHERE schemaname = 'chatkeep'",
  );
  return Number(rows[0]?.dead);
}

/** By the rule of autovacuum with its defaults, or what a table says of its own. */
async function vacuum(client: Client): Promise<string[]> {
  const own = (name: string, usual: string) =>
    `coalesce((SELECT option_value::float FROM pg_options_to_table(c.reloptions) WHERE option_name = '${name}'), ${usual})`;
  const { rows } = await client.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
    WHERE s.schemaname = 'chatkeep' AND s.n_dead_tup > ${own('autovacuum_vacuum_threshold', '50')}
      + ${own('autovacuum_vacuum_scale_factor', '0.2')} * greatest(c.reltuples, 0)`);
  for (const { name } of rows) await client.query(`VACUUM ANALYZE chatkeep.${name}`);
  return rows.map(({ name }) => name).toSorted();
}
