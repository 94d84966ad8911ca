import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { seedPostgres, seedSqlite } from './seed';

const FOLDER = process.env['BENCH_FOLDER'] ?? join('.cache', 'bench');

/** Addresses of databases with so many completions: they are made where they are not there yet. */
export async function seededOf(count: number): Promise<string[]> {
  const server = process.env['BENCH_POSTGRES'];
  return [await onSqlite(count), ...(server ? [await onPostgres(server, count)] : [])];
}

async function onSqlite(count: number): Promise<string> {
  const folder = join(FOLDER, `curve-${count}`);
  if (!existsSync(folder)) {
    const making = `${folder}.making`;
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    await seedSqlite(join(making, 'seeded.db'), count);
    renameSync(making, folder);
  }
  return `file:${join(folder, 'seeded.db')}`;
}

async function onPostgres(server: string, count: number): Promise<string> {
  const client = new Client({ connectionString: `${server}postgres` });
  await client.connect();
  const [name, making] = [`bench_seeded_${count}`, `bench_making_${count}`];
  const { rows } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rows.length === 0) {
    await client.query(`DROP DATABASE IF EXISTS ${making}`);
    await client.query(`CREATE DATABASE ${making}`);
    await seedPostgres(`${server}${making}`, count);
    await client.query(`ALTER DATABASE ${making} RENAME TO ${name}`);
  }
  await client.end();
  return `${server}${name}`;
}
