import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
} from 'vitest';
import { backUp as copyDatabase } from './store/sqlite/backup';
import { SqliteDatabase } from './store/sqlite/database';
import { AUTHORITY } from './testing/certificates';
import { buildChild, type ChildProgram } from './testing/child-process';
import { startProxy, startSecure } from './testing/proxy';
import {
  completion,
  sendJson,
  startScriptedUpstream,
  type ScriptedUpstream,
} from './testing/scripted-upstream';

/** The program as it is started, in a process of its own: what it says, writes and leaves behind. */
let built: ChildProgram;
let folder: string;
let upstream: ScriptedUpstream;
let running: ChildProcess | null;

beforeAll(async () => {
  built = await buildChild('server/main.ts', {
    command: 'server/testing/children/command-child.ts',
  });
});
afterAll(() => built.remove());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chatkeep-main-'));
  writeFileSync(join(folder, 'providers.json'), '{}', { mode: 0o600 });
  upstream = await startScriptedUpstream();
  running = null;
});
afterEach(async () => {
  if (running?.exitCode === null) running.kill('SIGKILL');
  await upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

type Program = {
  url: string;
  output: () => string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

function start(env: Record<string, string> = {}): Promise<Program> {
  const child = spawn(process.execPath, [join(built.folder, 'main.js')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      DATABASE_URL: `file:${join(folder, 'chatkeep.db')}`,
      PROVIDERS_FILE: join(folder, 'providers.json'),
      LOG_LEVEL: 'debug',
      OPENAI_BASE_URL: upstream.baseUrl,
      OPENAI_API_KEY: 'sk-canary-key-abcd',
      ...env,
    },
  });
  running = child;
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return new Promise((resolve, reject) => {
    const listen = (text: Buffer) => {
      output += text.toString();
      const url = /is ready: (http:\S+)/.exec(output)?.[1];
      if (url === undefined) return;
      resolve({
        url,
        output: () => output,
        stop: (signal = 'SIGTERM') => {
          child.kill(signal);
          return ended;
        },
      });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then((code) => reject(new Error(`It ended with code ${code}: ${output}`)));
  });
}

function create(url: string, body: object): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Resolves with what the backup of the database of these tests says. */
async function backUp(name: string): Promise<string> {
  const program = join(built.folder, 'command.js');
  const child = spawn(process.execPath, [program, 'backup', join(folder, name)], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: `file:${join(folder, 'chatkeep.db')}`,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  await once(child, 'close');
  return said;
}

function everyByte(): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
}

describe('the program', () => {
  it('leaves no byte of what was not to be stored, and none of a key, on disk or in its log', async () => {
    const program = await start();
    upstream.script((response) => sendJson(response, completion('canary-answer')));
    const messages = [{ role: 'user', content: 'canary-prompt \u009b31m' }];
    await create(program.url, { model: 'm', messages, user: 'canary-user' });
    upstream.script((response) => sendJson(response, { error: { message: 'canary-error' } }, 400));
    await create(program.url, { model: 'm\u0085', messages });
    await create(program.url, { model: 'canary-model', messages });
    await fetch(`${program.url}/v1/canary-path?token=canary-query`);
    upstream.script((response) => sendJson(response, completion('kept-answer')));
    const kept = await create(program.url, {
      model: 'm',
      store: true,
      messages: [{ role: 'user', content: 'kept-prompt' }],
    });
    expect(kept.status).toBe(200);
    expect(everyByte()).toContain('kept-prompt');
    expect(await program.stop()).toBe(0);
    expect(everyByte()).toContain('kept-answer');
    expect(everyByte()).not.toContain('canary');
    expect(program.output()).toContain('"msg":"request"');
    expect(program.output()).not.toMatch(/canary|kept-/);
    // No terminal may take a part of the log for a command.
    expect(program.output()).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('keeps what it stores from the other users of the machine', async () => {
    const program = await start({ DATABASE_URL: `file:${join(folder, 'data', 'chatkeep.db')}` });
    expect(await program.stop()).toBe(0);
    expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'data', 'chatkeep.db')).mode & 0o077).toBe(0);
  });

  it('lets running answers end when it is asked to stop, then ends without a fault', async () => {
    const program = await start();
    const response = await create(program.url, {
      model: 'demo:demo-markdown',
      store: true,
      stream: true,
      messages: [{ role: 'user', content: 'Hello' }],
    });
    const body = response.text();
    const code = program.stop();
    expect(await body).toMatch(/data: \[DONE\]\n\n$/);
    expect(await code).toBe(0);
  });

  it('says which variable is wrong, and not its value', async () => {
    await expect(start({ ACCESS_TOKEN: 'canary' })).rejects.toThrow(/code 1: .*ACCESS_TOKEN/s);
    await expect(start({ ACCESS_TOKEN: 'canary' })).rejects.not.toThrow(/canary/);
  });

  it('does not start without the providers file that was named', async () => {
    await expect(start({ PROVIDERS_FILE: join(folder, 'none.json') })).rejects.toThrow(
      /PROVIDERS_FILE names \S+none\.json, and there is no such file/,
    );
  });

  it('says that it took quotes off, not from what', async () => {
    const program = await start({ OPENAI_API_KEY: '"sk-canary-key-abcd"', UNRELATED: '"x"' });
    expect(program.output()).toContain('The quotes around OPENAI_API_KEY were taken off.');
    expect(program.output()).not.toMatch(/canary|UNRELATED/);
    await program.stop();
  });

  it('warns of a providers file that others can read', async () => {
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'providers.json'), 0o644);
    const exposed = await start();
    expect(exposed.output()).toMatch(/Other users .*providers\.json.*chmod 600/);
    await exposed.stop();
    chmodSync(join(folder, 'providers.json'), 0o600);
    const kept = await start();
    expect(kept.output()).not.toContain('Other users');
    await kept.stop();
  });

  it('reaches a provider through a proxy, and trusts the authority of a company', async () => {
    const answer = JSON.stringify(completion('through'));
    const secure = await startSecure((request, response) => {
      request.resume().on('end', () => response.end(answer));
    });
    const proxy = await startProxy(secure.port, 'me:secret');
    const authority = join(folder, 'company.pem');
    writeFileSync(authority, AUTHORITY);
    const program = await start({
      OPENAI_BASE_URL: 'https://provider.test/v1?api-version=1',
      HTTPS_PROXY: `http://me:secret@127.0.0.1:${proxy.port}`,
      NO_PROXY: 'other.test',
      NODE_EXTRA_CA_CERTS: authority,
    });
    for (let n = 0; n < 2; n += 1) {
      const response = await fetch(`${program.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'openai:m', messages: [{ role: 'user', content: 'x' }] }),
      });
      expect(await response.text()).toBe(answer);
    }
    // One way, kept for the second request.
    expect(proxy.asked).toEqual(['CONNECT provider.test:443']);
    expect(await program.stop()).toBe(0);
    expect(program.output()).not.toContain('secret');
    proxy.close();
    secure.close();
  });

  it('lets go of its file when it is killed, and lets a backup be made beside it', async () => {
    let program = await start();
    await create(program.url, {
      model: 'demo:demo-markdown',
      store: true,
      messages: [{ role: 'user', content: 'kept' }],
    });
    await expect(start()).rejects.toThrow(/code 18: .*in use/s);
    const copy = join(folder, 'copy.db');
    copyDatabase(join(folder, 'chatkeep.db'), copy);
    expect(readFileSync(copy, 'latin1')).toContain('kept');
    expect(await program.stop('SIGKILL')).toBeNull();
    program = await start();
    expect(await program.stop()).toBe(0);
  });

  it.each([
    ['cut to nothing', 0],
    ['written over', Number.POSITIVE_INFINITY],
    ['written over at its beginning', 32],
  ])('ends without ruining its file when its log was %s', async (_, most) => {
    const message = { model: 'demo:demo-echo', messages: [{ role: 'user', content: 'kept' }] };
    const first = await start();
    for (let i = 0; i < 20; i += 1) await create(first.url, { ...message, store: true });
    expect(await first.stop()).toBe(0);
    const second = await start();
    const { url } = second;
    const { data } = (await (await fetch(`${url}/v1/chat/completions`)).json()) as {
      data: { id: string }[];
    };
    // Every page of their table is in the log then.
    for (const { id } of data)
      await fetch(`${url}/v1/chat/completions/${id}`, { method: 'DELETE' });
    const log = join(folder, 'chatkeep.db-wal');
    const { size } = statSync(log);
    if (most === 0) truncateSync(log);
    else {
      const handle = openSync(log, 'r+');
      writeSync(handle, Buffer.alloc(Math.min(size, most)));
      closeSync(handle);
    }
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    await second.stop();
    const database = new SqliteDatabase(join(folder, 'chatkeep.db'));
    onTestFinished(() => database.close());
    expect(database.value('PRAGMA integrity_check')).toBe('ok');
    expect(database.value('SELECT count(*) FROM completions')).toBe(20);
  });

  it('ends with a code that tells the cause', async () => {
    await expect(start({ DATABASE_URL: 'postgres://x@127.0.0.1:1/x' })).rejects.toThrow(/code 10/);
    writeFileSync(join(folder, 'chatkeep.db'), 'x'.repeat(4_096));
    await expect(start()).rejects.toThrow(/code 16: .*start with a backup/s);
  });

  it('is the only one of several that start on a new database at once', async () => {
    const starts = await Promise.allSettled([start(), start(), start()]);
    const refused = starts.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).toHaveLength(2);
    for (const error of refused) expect(String(error)).toContain('in use');
    for (const each of starts) if (each.status === 'fulfilled') await each.value.stop();
  });

  it('has its database again at once after kill -9, and a backup works beside it and between', async () => {
    await start();
    expect(await backUp('beside.db')).toContain('Backed up 0 completions');
    const killed = once(running as ChildProcess, 'exit');
    running?.kill('SIGKILL');
    await killed;
    expect(readdirSync(folder)).toContain('chatkeep.db-wal');
    expect(await backUp('between.db')).toContain('Backed up 0 completions');
    const again = await start();
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
    expect(await again.stop()).toBe(0);
  }, 120_000);
});
