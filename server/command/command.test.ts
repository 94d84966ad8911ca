import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { SqliteDatabase } from '../store/sqlite/database';
import { buildChild, type ChildProgram } from '../testing/child-process';
import { startApp } from '../testing/start-app';
import { createCompletion } from '../testing/create-completion';
import { temporaryFolder } from '../testing/temporary-folder';

// The program as it is typed, in a folder with spaces and more.

let program: ChildProgram;
let folder: string;

beforeAll(async () => {
  program = await buildChild('server/testing/children/command-child.ts', {
    'transfer-worker': 'server/transfer/transfer-worker.ts',
  });
});
afterAll(() => program.remove());

beforeEach(() => {
  folder = join(temporaryFolder(), 'Über uns #1');
  mkdirSync(folder);
});

type Ended = { code: number | null; said: string; wrong: string };

function spawned(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [join(program.folder, 'main.js'), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, PORT: '0', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function chatkeep(args: readonly string[], env?: Record<string, string>): Promise<Ended> {
  const child = spawned(args, env);
  let [said, wrong] = ['', ''];
  child.stdout?.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (wrong += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said, wrong };
}

/** Starts the server; resolves with its address once it has said all it says. */
async function started(args: readonly string[] = [], env?: Record<string, string>) {
  const child = spawned(args, env);
  let said = '';
  const ready = new Promise<string>((found, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      const url = /is ready: (http:\S+)[\s\S]*Data: .*\n/.exec(said)?.[1];
      if (url !== undefined) found(url);
    });
    child.on('close', () => reject(new Error(said)));
  });
  const url = await ready;
  return {
    url,
    said: () => said,
    async stop() {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Something else that answers. */
async function somethingElse(body: string): Promise<string> {
  const server = createServer((_request, response) => void response.end(body));
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // A listening TCP server has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('chatkeep', () => {
  it('keeps what it stores in the folder of the user, and names one that it passes over', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'chatkeep.db'), '');
    const server = await started();
    const own = join(folder, '.local', 'share', 'chatkeep');
    expect(server.said()).toContain(`Data: ${own}\n`);
    await expect.poll(server.said).toContain(`${join(folder, 'data', 'chatkeep.db')} is not used`);
    await createCompletion(server.url, { model: 'demo:demo-echo', store: true });
    await server.stop();
    expect(statSync(own).mode & 0o077).toBe(0);
    const file = join(folder, 'out.jsonl');
    const written = await chatkeep(['export', 'out.jsonl']);
    expect(written).toMatchObject({ code: 0, said: '' });
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(await chatkeep(['export', 'out.jsonl'])).toMatchObject({
      code: 1,
      wrong: `No export. ${file} exists already: choose another name.\n`,
    });
    const brought = await chatkeep(['import', 'out.jsonl', '--data', 'other place']);
    expect(brought).toMatchObject({ code: 0, said: 'Imported 1, skipped 0, failed 0\n' });
    expect(existsSync(join(folder, 'other place', 'chatkeep.db'))).toBe(true);
    const again = await chatkeep(['import', 'out.jsonl', '--data', 'other place']);
    expect(again).toMatchObject({ code: 0, said: 'Imported 0, skipped 1, failed 0\n' });
    const listed = await chatkeep(['export', '--format', 'csv', '--data', 'other place']);
    expect(listed.said.split('\n')[1]).toContain('demo-echo');
  });

  it('exports and imports through the server that runs, with its token', async () => {
    const token = 'a-long-access-token';
    const app = await startApp({ env: { ACCESS_TOKEN: token }, listen: true });
    onTestFinished(() => app.close());
    writeFileSync(join(folder, 'in.jsonl'), '{"no": "completion"}\n');
    const at = ['--server', `${app.url}/`];
    expect(await chatkeep(['import', 'in.jsonl', ...at], { ACCESS_TOKEN: token })).toMatchObject({
      code: 1,
      said: 'Imported 0, skipped 0, failed 1\n',
      wrong: expect.stringContaining('Line 1: ') as string,
    });
    expect(await chatkeep(['export', 'out.jsonl', ...at])).toMatchObject({
      code: 1,
      wrong: expect.stringMatching(/^No export\. .*token/i) as string,
    });
    expect(existsSync(join(folder, 'out.jsonl'))).toBe(false);
    const misspelt = ['export', 'out.jsonl', '--filter', 'modle=x', ...at];
    expect(await chatkeep(misspelt, { ACCESS_TOKEN: token })).toMatchObject({
      code: 1,
      wrong: expect.stringContaining('modle') as string,
    });
  });

  it('makes, lists and revokes tokens, which a server of the same data then knows', async () => {
    const scopes = ['--scopes', 'write, read'];
    const made = await chatkeep(['token', 'add', 'CI of shop', '--expires', '90d', ...scopes]);
    expect(made).toMatchObject({ code: 0, said: expect.stringMatching(/^ck_\S+\n$/) as string });
    expect(made.wrong).toMatch(/^CI of shop may read, write until \d{4}-\d\d-\d\d\./);
    expect(made.wrong).toContain('once it has ACCESS_TOKEN');
    expect((await chatkeep(['token', 'list'])).said).toMatch(
      /^CI of shop {2}read,write {2}made [\d-]{10} by access token {2}never used {2}expires [\d-]{10}\n$/,
    );
    const admin = { ACCESS_TOKEN: 'a-long-access-token' };
    const server = await started([], admin);
    const authorization = `Bearer ${made.said.trim()}`;
    const status = async () =>
      (await fetch(`${server.url}/v1/models`, { headers: { authorization } })).status;
    expect(await status()).toBe(200);
    const at = ['--server', server.url];
    const revoked = await chatkeep(['token', 'revoke', 'CI of shop', ...at], admin);
    expect(revoked).toMatchObject({ code: 0, said: 'CI of shop is revoked\n' });
    expect(await status()).toBe(401);
    expect(await chatkeep(['token', 'revoke', 'CI of shop', ...at], admin)).toMatchObject({
      code: 1,
      wrong:
        "No token was changed. There is no token called 'CI of shop': token list shows them.\n",
    });
    expect((await chatkeep(['token', 'list', ...at], admin)).wrong).toContain('no token');
    await server.stop();
  });

  it.each([
    [['token'], 2, 'Say which: token add'],
    [['token', 'add'], 2, 'Say which: token add'],
    [['token', 'list', 'x'], 2, 'Say which: token add'],
    [['token', 'add', 'x'], 2, 'Say what it may do: --scopes'],
    [
      ['token', 'add', 'x', '--scopes', 'read', '--expires', '90'],
      2,
      '--expires needs days, as in',
    ],
    [['token', 'add', 'x', '--scopes', 'read', '--expires', '9999d'], 1, "'expires_in_days'"],
    [['token', 'list', '--expires', '9d'], 2, '--expires is for token add'],
    [['token', 'revoke', 'x', '--scopes', 'read'], 2, '--scopes is for token add'],
    [['token', 'add', 'x', '--scopes', 'all'], 1, "No token was changed. Invalid 'scopes'"],
    [['move'], 2, 'Say where to: move --to postgres://'],
    [['move', '--to', 'file:other.db'], 2, 'Say where to: move --to postgres://'],
    [
      ['move', '--to', 'postgres://nobody:sk-canary@127.0.0.1:1/x'],
      1,
      'connection refused (127.0.0.1:1): is it running, and is the address right?\n',
    ],
    [['import', 'none.jsonl'], 1, 'There is no file'],
    [['import'], 2, 'Say which file: import FILE. --help says'],
    [['import', '.'], 1, ' is a folder: name a file.\n'],
    [['export', 'none/x.jsonl'], 1, 'No export. There is no folder '],
    [['backup', '-'], 2, 'A backup is a file'],
    [['restore', '.'], 1, 'Nothing was restored. '],
    [['restore', 'none.db'], 1, 'Nothing was restored. There is no file '],
    [['--port', '-1'], 2, "Option '--port' argument is ambiguous. --help says"],
    [['export', '--server', 'here'], 2, '--server needs an address'],
    [['nothing'], 2, "There is no command 'nothing'"],
    [['backup', 'x.db'], 1, 'No backup. There is no database'],
    [['--port', '99999'], 1, 'PORT: '],
  ])('%j ends with %i and says why', async (args, code, why) => {
    const ended = await chatkeep(args);
    expect(ended).toMatchObject({ code, wrong: expect.stringContaining(why) as string });
    expect(ended.wrong).not.toContain('canary');
  });

  it.each(['<html>Hello', '[]'])('takes nothing of a server that answers %s', async (body) => {
    const at = ['--server', await somethingElse(body)];
    writeFileSync(join(folder, 'in.jsonl'), '{}\n');
    for (const args of [
      ['export', 'out.jsonl'],
      ['import', 'in.jsonl'],
      ['token', 'list'],
    ])
      expect(await chatkeep([...args, ...at])).toMatchObject({
        code: 1,
        said: '',
        wrong: expect.stringMatching(/^[\w .]+What answers there, .* is no Chatkeep/) as string,
      });
    expect(existsSync(join(folder, 'out.jsonl'))).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')('ends an import whose file breaks off', async () => {
    // Its first bytes cannot be read, by anybody.
    expect(await chatkeep(['import', '/proc/self/mem'])).toMatchObject({
      code: 1,
      wrong: expect.stringContaining('The import failed. ') as string,
    });
  });

  it.skipIf(process.platform !== 'linux')('says when its output cannot be written', () => {
    const command = `"$NODE" "$MAIN" --help`;
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, NODE: process.execPath };
    const run = (to: string) =>
      spawnSync('bash', ['-c', `set -o pipefail; ${command} ${to}`], {
        encoding: 'utf8',
        env: { ...env, MAIN: join(program.folder, 'main.js') },
      });
    const full = run('> /dev/full');
    expect(full.status).toBe(1);
    expect(full.stderr).toMatch(/^Standard output cannot be written\. .*\n$/);
    for (const to of ['| true', '>&-']) expect(run(to)).toMatchObject({ status: 0, stderr: '' });
  });

  it.skipIf(process.platform !== 'linux')('ends where no folder can be made', async () => {
    for (const args of [
      ['--data', '/proc/x'],
      ['backup', '/proc/x/y.db'],
    ])
      expect(await chatkeep(args)).toMatchObject({ wrong: expect.not.stringContaining('    at ') });
  });

  it('moves nothing out of PostgreSQL, nor what a server has in use', async () => {
    const to = ['move', '--to', 'postgres://u@127.0.0.1:1/x'];
    expect(await chatkeep(to, { DATABASE_URL: 'postgres://u@127.0.0.1:1/y' })).toMatchObject({
      code: 1,
      wrong: expect.stringContaining('DATABASE_URL names PostgreSQL already') as string,
    });
    const server = await started();
    expect(await chatkeep(to)).toMatchObject({
      code: 1,
      wrong: expect.stringContaining('Another server has the database') as string,
    });
    await server.stop();
  });

  it('says what it is', async () => {
    expect((await chatkeep(['--version'])).said).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = (await chatkeep(['doctor', '--help'])).said;
    expect(help).toContain(join(folder, '.local', 'share', 'chatkeep'));
  });
});

it('the drill of a backup says what is in it, and fails for one that is no good', async () => {
  const server = await started();
  await createCompletion(server.url, { model: 'demo:demo-echo', store: true });
  expect((await chatkeep(['backup', 'monday.db'])).code).toBe(0);
  const drill = (file: string) =>
    spawnSync('sh', [resolve('deploy/drill.sh'), join(folder, file)], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        TMPDIR: folder,
        CHATKEEP: `${process.execPath} ${join(program.folder, 'main.js')}`,
      },
    });
  const good = drill('monday.db');
  expect(good.stdout).toMatch(/✓ Database .*, 1 completion/);
  expect(good.status).toBe(0);
  writeFileSync(join(folder, 'bad.db'), 'SQLite format 3\0 and nothing behind it');
  expect(drill('bad.db').status).not.toBe(0);
});

describe('chatkeep doctor', () => {
  it('finds nothing wrong before the first start, and makes nothing', async () => {
    const seen = await chatkeep(['doctor', '--data', 'fresh']);
    expect(seen).toMatchObject({ code: 0, wrong: '' });
    expect(seen.said).toContain('is made at the first start');
    expect(seen.said).toContain('Nothing is wrong.\n');
    expect(existsSync(join(folder, 'fresh'))).toBe(false);
  });

  it('says that a server runs, and looks all the same', async () => {
    const server = await started();
    await createCompletion(server.url, { model: 'demo:demo-echo', store: true });
    const seen = await chatkeep(['doctor'], { PORT: new URL(server.url).port });
    expect(seen.said).toMatch(/✓ Database .*, 1 completion\n/);
    expect(seen.said).toMatch(/✓ Search +the index (is complete|lacks 1 completion)/);
    expect(seen.said).toContain('a server has it in use');
    expect(seen.said).toContain(`a server answers at ${new URL(server.url).host}`);
    expect(seen.code).toBe(0);
  });

  it('names all that is wrong, with what to do, and no key', async () => {
    const refusing = createServer((_, response) => {
      response.setHeader('date', new Date(Date.now() - 3_600_000).toUTCString());
      response.writeHead(401).end('sk-canary-0123456789');
    }).listen(0, '127.0.0.1');
    await once(refusing, 'listening');
    onTestFinished(() => void refusing.close());
    const { port } = refusing.address() as AddressInfo;
    const providers = {
      refusing: { baseURL: `http://127.0.0.1:${port}/v1`, apiKey: 'sk-canary-0123456789' },
      gone: { baseURL: 'http://127.0.0.1:1/v1' },
      half: { apiKey: 'sk-canary-0123456789' },
    };
    mkdirSync(join(folder, 'd'), { mode: 0o755 });
    writeFileSync(join(folder, 'd', 'AIProviders.json'), JSON.stringify({ providers }));
    chmodSync(join(folder, 'd', 'AIProviders.json'), 0o644);
    writeFileSync(join(folder, 'd', 'chatkeep.db'), '');
    const foreign = new SqliteDatabase(join(folder, 'd', 'chatkeep.db'));
    foreign.script('CREATE TABLE theirs (x)');
    foreign.close();
    const seen = await chatkeep(['doctor', '--data', 'd', '--port', String(port)]);
    expect(seen.code).toBe(1);
    const { said } = seen;
    expect(said).toMatch(/! Configuration +Other users of this machine can read .*chmod 600/);
    expect(said).toContain('providers.half has no baseURL');
    expect(said).toMatch(/✗ Database .*another application/);
    expect(said).toMatch(/✗ Address .*Another program listens on/);
    expect(said).toMatch(/✗ Provider refusing .*401\n.*→ It refuses the key/);
    expect(said).toMatch(/✗ Provider gone .*\n.*→ Is it running/);
    expect(said).toMatch(/✗ Clock +3\d\d\d seconds ahead of that of refusing\n.*→ Set the clock/);
    expect(said).toContain('5 things are wrong.');
    expect(said + seen.wrong).not.toContain('canary');
  });

  it('says what is wrong with the configuration, and stops there', async () => {
    const seen = await chatkeep(['doctor'], { HOST: '0.0.0.0', TRASH_DAYS: 'x' });
    expect(seen.code).toBe(1);
    expect(seen.said).toMatch(/✗ Configuration[\s\S]*TRASH_DAYS[\s\S]*One thing is wrong\.\n$/);
  });
});
