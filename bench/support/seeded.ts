import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { seedPostgres, seedSqlite } from './seed';

const FOLDER = process.env['BENCH_FOLDER'] ?? join('.cache', 'bench');
const SERVER = process.env['BENCH_POSTGRES'];

/** How many completions the databases of a bench have: its arguments, or BENCH_ROWS. */
export function sizes(): number[] {
  const named = process.argv.slice(2);
  const rows = process.env['BENCH_ROWS'] ?? '10000 100000';
  return (named.length > 0 ? named : rows.split(' ')).map(Number);
}

/** Addresses of databases with so many completions, of which all benches share one: they are made where they are not there. */
export async function seededOf(count: number): Promise<string[]> {
  return [
    `file:${await seededFile(count)}`,
    ...(SERVER ? [SERVER + (await onPostgres(SERVER, count))] : []),
  ];
}

/** The path of the SQLite one. */
export async function seededFile(count: number): Promise<string> {
  const folder = join(FOLDER, `curve-${count}`);
  if (!existsSync(folder)) {
    const making = `${folder}.making`;
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    await seedSqlite(join(making, 'seeded.db'), count);
    renameSync(making, folder);
  }
  return join(folder, 'seeded.db');
}

/** The same as `file`, for a bench that changes much of it. */
export async function copySeeded(count: number, file: string): Promise<void> {
  const seeded = await seededFile(count);
  for (const end of ['', '.search']) {
    await copyFile(seeded + end, file + end);
    // Else the disk is still busy with it when the measuring begins.
    const copy = await open(file + end);
    await copy.sync();
    await copy.close();
  }
}

/** The same on a PostgreSQL server; `work` gets its address, and it is gone afterwards. */
export async function withCopy(
  server: string,
  count: number,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const seeded = await onPostgres(server, count);
  const copy = `bench_copy_${Date.now()}`;
  await run(server, `CREATE DATABASE ${copy} TEMPLATE ${seeded}`);
  try {
    await work(server + copy);
  } finally {
    await run(server, `DROP DATABASE ${copy} WITH (FORCE)`);
  }
}

async function onPostgres(server: string, count: number): Promise<string> {
  const [name, making] = [`bench_seeded_${count}`, `bench_making_${count}`];
  const there = await run(server, `SELECT 1 FROM pg_database WHERE datname = '${name}'`);
  if (there === 0) {
    await run(server, `DROP DATABASE IF EXISTS ${making}`);
    await run(server, `CREATE DATABASE ${making}`);
    await seedPostgres(server + making, count);
    await run(server, `ALTER DATABASE ${making} RENAME TO ${name}`);
  }
  return name;
}

/** Resolves with the number of rows. */
async function run(server: string, sql: string): Promise<number> {
  const client = new Client({ connectionString: `${server}postgres` });
  await client.connect();
  try {
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
