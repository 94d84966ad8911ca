import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { freePort } from './free-port';

/** Debian keeps it where only the administrator's PATH leads. */
const PGBOUNCER = [process.env['PGBOUNCER'] ?? '', 'pgbouncer', '/usr/sbin/pgbouncer'].find(
  (file) => file !== '' && spawnSync(file, ['--version']).status === 0,
);
// It refuses to run as root; this user exists on every Unix.
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** For the name of a test that is skipped without one. */
export const noPooler =
  PGBOUNCER === undefined ? ' (skipped: install pgbouncer, or name one in PGBOUNCER)' : '';

export type Pooler = { url: string; stop: () => void };

/** PgBouncer before the database: four sessions, each everybody's from one transaction to the next. */
export async function startPooler(url: string): Promise<Pooler> {
  if (PGBOUNCER === undefined) throw new Error('no PgBouncer');
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'chatkeep-pooler-'));
  chmodSync(folder, 0o755);
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
* = host=127.0.0.1 port=${new URL(url).port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
`,
  );
  const pooler = spawn(PGBOUNCER, [file], { ...NOBODY, stdio: 'ignore' });
  const address = new URL(url);
  address.port = String(port);
  const stop = () => {
    pooler.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  };
  await vi.waitFor(() => reached(port), { timeout: 20_000 });
  return { url: address.href, stop };
}

async function reached(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect').finally(() => socket.destroy());
}
