import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { keep, tableIds } from '../../testing/store-suite/samples';
import { openPostgresStore } from './postgres-store';
import { PostgresServer } from '../../testing/postgres-server';
import { temporaryFolder } from '../../testing/temporary-folder';

const postgres = new PostgresServer();
const INDEXES = `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'chatkeep' ORDER BY 1`;

beforeAll(() => postgres.start());
afterAll(() => postgres.remove());

/** The command of docs/backup.md that begins so. */
function command(program: string): string {
  const found = new RegExp(`^${program} .*$`, 'm').exec(
    readFileSync('docs/backup.md', 'utf8'),
  )?.[0];
  if (found === undefined) throw new Error(`docs/backup.md has no command ${program}`);
  return found;
}

function run(line: string, cwd: string, url: string, tools: string): void {
  const PATH = [tools, process.env['PATH']].join(delimiter);
  execFileSync('sh', ['-c', line], { cwd, env: { PATH, DATABASE_URL: url }, stdio: 'pipe' });
}

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the documented way to back up PostgreSQL', () => {
  it.for([
    ['where the server puts it', '', ''],
    // A role called like the schema had it there.
    ['in the schema', 'CREATE SCHEMA chatkeep; CREATE EXTENSION pg_trgm SCHEMA chatkeep', ''],
    // Whoever wants a place of its own for it makes that place first.
    ['elsewhere', 'CREATE SCHEMA more; CREATE EXTENSION pg_trgm SCHEMA more', 'CREATE SCHEMA more'],
  ])(
    'brings every row and index back, the extension being %s',
    async ([, before = '', beforeRestore = ''], { skip }) => {
      const tools = postgres.tools();
      if (tools === null) return skip('this PostgreSQL came without pg_dump');
      const [from, to] = [await postgres.createDatabase(), await postgres.createDatabase()];
      await rows(from, before);
      await rows(to, beforeRestore);
      const store = await openPostgresStore({ url: from });
      const id = await keep(store, { draft: { messages: '[{"role":"user","content":"wombat"}]' } });
      await store.close();
      const folder = temporaryFolder();
      run(command('pg_dump'), folder, from, tools);
      run(command('pg_restore'), folder, to, tools);
      const indexes = await rows(from, INDEXES);
      expect(JSON.stringify(indexes)).toContain('gin_trgm_ops');
      expect(await rows(to, INDEXES)).toEqual(indexes);
      const restored = await openPostgresStore({ url: to });
      expect(await tableIds(restored, { search: 'wombat' })).toEqual([id]);
      await keep(restored);
      await restored.close();
    },
  );

  it('has its search index too when its role may create in its own schema only', async () => {
    const url = await postgres.createDatabase();
    await rows(
      url,
      'CREATE ROLE chatkeep LOGIN; GRANT CREATE ON DATABASE ' +
        new URL(url).pathname.slice(1) +
        ' TO chatkeep',
    );
    const own = url.replace('postgres@', 'chatkeep@');
    await (await openPostgresStore({ url: own })).close();
    const [extension] = await rows(
      url,
      "SELECT extnamespace::regnamespace::text AS place FROM pg_extension WHERE extname = 'pg_trgm'",
    );
    expect(extension).toEqual({ place: 'chatkeep' });
    expect(JSON.stringify(await rows(url, INDEXES))).toContain('gin_trgm_ops');
  });
});
