import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { PostgresServer } from '../server/testing/postgres-server';
import { buildChild, type ChildProgram } from '../server/testing/child-process';
import { temporaryFolder } from '../server/testing/temporary-folder';
import { blocks, commands, DOCUMENTS } from './documents';

// What the documents tell to type, typed: each page in a home of its own, with `chatkeep` on the path.

const TOKEN = 'a-long-access-token';
const postgres = new PostgresServer();
/** What homes are copied from. */
const filled = mkdtempSync(join(tmpdir(), 'chatkeep-home-'));
let program: ChildProgram;

beforeAll(async () => {
  program = await buildChild('server/testing/children/command-child.ts', {
    'transfer-worker': 'server/transfer/transfer-worker.ts',
  });
  await postgres.start();
  fill(livingIn(filled));
});
afterAll(async () => {
  program.remove();
  rmSync(filled, { recursive: true });
  await postgres.remove();
});

type Home = { folder: string; env: Record<string, string> };

/** A home with one completion, a backup of it, and programs of its own: no browser opens. */
function home(): Home {
  const folder = temporaryFolder();
  cpSync(filled, folder, { recursive: true });
  return livingIn(folder);
}

function livingIn(folder: string): Home {
  const programs = join(folder, 'programs');
  mkdirSync(programs, { recursive: true });
  for (const [name, text] of [
    ['chatkeep', `exec "${process.execPath}" "${join(program.folder, 'main.js')}" "$@"`],
    ['xdg-open', `echo "$1" > "${join(folder, 'opened')}"`],
  ] as const)
    writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const PATH = [programs, process.env['PATH']].join(delimiter);
  return { folder, env: { PATH, HOME: folder, TMPDIR: folder, PORT: '0' } };
}

function fill(at: Home): void {
  const one = {
    id: 'one',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: 'm',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hi' } }],
    metadata: { env: 'prod' },
  };
  writeFileSync(join(at.folder, 'one.jsonl'), JSON.stringify(one));
  run(at, 'chatkeep import one.jsonl && chatkeep backup backups/first.db');
  const own = join(at.folder, '.local', 'share', 'chatkeep');
  cpSync(join(at.folder, 'backups', 'first.db'), join(own, 'chatkeep.db.before-17'));
}

function run({ folder, env }: Home, line: string): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  expect(status, `${line}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** Starts the server as `line` says, and resolves with its address. */
async function start({ folder, env }: Home, line: string, more: Record<string, string> = {}) {
  const child: ChildProcess = spawn('sh', ['-c', `exec ${line}`], {
    cwd: folder,
    env: { ...env, ...more },
  });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  let said = '';
  return new Promise<string>((found, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => {
        said += text.toString();
        const url = /is ready: (http:\S+)/.exec(said)?.[1];
        if (url !== undefined) found(url);
      });
    child.on('exit', (code) => reject(new Error(`${line} ended with ${code}: ${said}`)));
  });
}

/** What the line is here: places and names of the documents become those of a test. */
async function here({ folder }: Home, line: string): Promise<string> {
  const database = 'postgres://chatkeep@db.example.org/chatkeep';
  return line
    .replaceAll(' /backups/', ` ${folder}/backups/`)
    .replace(/^deploy\//, `${resolve('deploy')}/`)
    .replace(database, line.includes(database) ? await postgres.createDatabase() : '');
}

const typed = DOCUMENTS.map(({ path, page }) => ({
  path,
  lines: commands(page).filter((line) => /^(chatkeep|deploy)\b/.test(line)),
})).filter(({ lines }) => lines.length > 0);

// Each line is a process of its own: some seconds on a busy machine.
it.each(typed)(
  'what $path has typed',
  async ({ lines }) => {
    const at = home();
    for (const line of lines) {
      if (!line.includes('--open')) {
        run(at, await here(at, line));
        continue;
      }
      const url = await start(at, line);
      await expect.poll(() => readFileSync(join(at.folder, 'opened'), 'utf8')).toBe(`${url}\n`);
    }
  },
  120_000,
);

/** The settings of a page, one a line. */
function settings(page: string, n: number): [name: string, value: string][] {
  const text = DOCUMENTS.find(({ path }) => path === page)?.page ?? '';
  const lines = (blocks(text, 'ini')[n] ?? '').trim().split('\n');
  return lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]);
}

it('the settings for a place behind a proxy', async () => {
  const at = home();
  const env = settings('docs/team.md', 0).map(([name, value]) => {
    const [, command] = /^<(.*)>$/.exec(value) ?? [];
    const [made = '', ...args] = command?.split(' ') ?? [];
    return [name, command === undefined ? value : execFileSync(made, args).toString().trim()];
  });
  const { ACCESS_TOKEN, ALLOWED_HOSTS } = Object.fromEntries(env) as Record<string, string>;
  expect(ACCESS_TOKEN).toMatch(/^[0-9a-f]{32}$/);
  const url = await start(at, 'chatkeep', Object.fromEntries(env) as Record<string, string>);
  const status = async (token: string) => {
    const headers = { host: ALLOWED_HOSTS, authorization: `Bearer ${token}` };
    const [answer] = (await once(get(`${url}/v1/models`, { headers }), 'response')) as [
      IncomingMessage,
    ];
    answer.resume();
    return answer.statusCode;
  };
  expect(await status('x')).toBe(401);
  expect(await status(ACCESS_TOKEN ?? '')).toBe(200);
});

it('the settings for secrets in files', async () => {
  const at = home();
  const contents: Record<string, string> = {
    ACCESS_TOKEN_FILE: TOKEN,
    DATABASE_URL_FILE: await postgres.createDatabase(),
    MISTRAL_API_KEY_FILE: 'sk-mistral',
  };
  const env = settings('docs/team.md', 1).map(([name, path]) => {
    const file = path.replace('/run/secrets', at.folder);
    writeFileSync(file, `${contents[name]}\n`, { mode: 0o600 });
    return [name, file];
  });
  expect(env.map(([name]) => name)).toEqual(Object.keys(contents));
  const url = await start(at, 'chatkeep', Object.fromEntries(env) as Record<string, string>);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const server = (await (await fetch(`${url}/api/server`, { headers })).json()) as object;
  expect(JSON.stringify(server)).not.toContain('sk-mistral');
  expect((await fetch(`${url}/v1/chat/completions`, { headers })).status).toBe(200);
});

it('the prices file as it is printed', async () => {
  const at = home();
  const page = DOCUMENTS.find(({ path }) => path === 'docs/prices.md')?.page ?? '';
  writeFileSync(join(at.folder, 'mine.json'), blocks(page, 'json')[0] ?? '');
  const url = await start(at, 'chatkeep', { PRICES_FILE: 'mine.json' });
  const prices = JSON.stringify(await (await fetch(`${url}/api/prices`)).json());
  expect(prices).toContain('llama-5-70b');
  expect(prices).not.toContain('"problem":"');
});
