import { Client } from 'pg';

/** The address of a new database on a server (`postgres://…/`). */
export async function emptyPostgres(server: string): Promise<string> {
  const client = new Client({ connectionString: `${server}postgres` });
  await client.connect();
  const name = `bench_${Date.now()}`;
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return `${server}${name}`;
}
