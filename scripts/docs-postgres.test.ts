import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { PostgresServer } from '../server/testing/postgres-server';
import { AUTHORITY, CERTIFICATE, KEY } from '../server/testing/certificates';
import { buildChild, type ChildProgram } from '../server/testing/child-process';
import { createCompletion } from '../server/testing/create-completion';
import { temporaryFolder } from '../server/testing/temporary-folder';
import { blocks, DOCUMENTS } from './documents';

// The steps of docs/team.md for PostgreSQL, as they are written, on a server that asks for a password over TLS.

const PASSWORD = 'a password with ümlaut';
const page = DOCUMENTS.find(({ path }) => path === 'docs/team.md')?.page ?? '';
const postgres = new PostgresServer();
let program: ChildProgram;
let administrator: URL;

beforeAll(async () => {
  program = await buildChild('server/testing/children/command-child.ts');
  await postgres.start();
  administrator = new URL(await postgres.createDatabase());
  for (const statement of (blocks(page, 'sql')[0] ?? '').split(/(?<=;)\n/).filter(Boolean))
    await postgres.query(statement.replace('…', PASSWORD));
  const [, extension = ''] = /once: `(CREATE EXTENSION [^`]+)`/.exec(page) ?? [];
  await postgres.query(extension, 'chatkeep');
  await postgres.secure({ certificate: CERTIFICATE, key: KEY });
});
afterAll(async () => {
  program.remove();
  await postgres.remove();
});

/** The address as it is printed, with the options for TLS behind it, at the server of this test. */
function address(options: string): string {
  const [, printed = ''] = /`DATABASE_URL=(postgres:[^`]+)`/.exec(page) ?? [];
  expect(page).toContain('`?sslmode=verify-full&sslrootcert=/etc/ssl/db-ca.pem`');
  return printed.replace('db.example.org', `localhost:${administrator.port}`) + options;
}

/** Starts the server; resolves with its address, or with its exit code and what it said. */
async function start(
  env: Record<string, string>,
  args: string[] = [],
): Promise<{ url?: string; code?: number; said: string }> {
  const folder = temporaryFolder();
  const child = spawn(process.execPath, [join(program.folder, 'main.js'), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, PORT: '0', ...env },
  });
  let said = '';
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return new Promise((done) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => {
        said += text.toString();
        const url = /is ready: (http:\S+)/.exec(said)?.[1];
        if (url !== undefined) done({ url, said });
      });
    child.once('close', (code) => done({ ...(code !== null && { code }), said }));
  });
}

function authority(text: string): string {
  const file = join(temporaryFolder(), 'db-ca.pem');
  writeFileSync(file, text);
  return `?sslmode=verify-full&sslrootcert=${file}`;
}

describe('PostgreSQL as docs/team.md sets it up', () => {
  it('takes what the role stores, over TLS, and makes a search index', async () => {
    const { url, said } = await start({
      DATABASE_URL: address(authority(AUTHORITY)),
      PGPASSWORD: PASSWORD,
    });
    expect(url, said).toBeDefined();
    expect(said).not.toContain('pg_trgm');
    const answer = await createCompletion(url ?? '', { model: 'demo:demo-echo', store: true });
    expect(answer.headers.get('x-completion-stored')).toBe('true');
    const client = new Client({ connectionString: administrator.href.replace(/\w+$/, 'chatkeep') });
    await client.connect();
    const { rows } = await client.query<{ user: string; ssl: boolean; places: string }>(
      `SELECT bool_and(ssl) AS ssl,
        (SELECT string_agg(DISTINCT schemaname, ',') FROM pg_tables WHERE tableowner = 'chatkeep') AS places
        FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'chatkeep'`,
    );
    await client.end();
    expect(rows).toMatchObject([{ ssl: true, places: 'chatkeep' }]);
  });

  it('has room for the connections of as many servers as doctor says', async () => {
    const env = { DATABASE_URL: address(authority(AUTHORITY)), PGPASSWORD: PASSWORD };
    const doctor = (more: Record<string, string>) => start({ ...env, ...more }, ['doctor']);
    expect(await doctor({ DATABASE_CONNECTIONS: '12' })).toMatchObject({
      code: 0,
      said: expect.stringMatching(
        /✓ Database +each server takes up to 12 of 97 connections/,
      ) as string,
    });
    expect((await doctor({ DATABASE_CONNECTIONS: '97' })).said).toMatch(
      /! Database +each server takes up to 97 of 97 connections\n.*→ Lower DATABASE_CONNECTIONS/,
    );
  });

  it.each([
    [
      'a password that is wrong',
      11,
      () => ({ DATABASE_URL: address(authority(AUTHORITY)), PGPASSWORD: 'x' }),
    ],
    [
      'an authority that is not the server’s',
      14,
      () => ({ DATABASE_URL: address(authority(CERTIFICATE)), PGPASSWORD: PASSWORD }),
    ],
    ['no TLS', 14, () => ({ DATABASE_URL: address(''), PGPASSWORD: PASSWORD })],
  ])('refuses %s with its exit code', async (_what, expected, env) => {
    const { code, said } = await start(env());
    expect(code, said).toBe(expected);
    expect(said).not.toContain(PASSWORD);
  });
});
