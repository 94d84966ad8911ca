import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort } from '../server/testing/free-port';

// The commands and examples of README.md, docs/backup.md and docs/providers.md, as they are printed, in a folder that has what `npm ci --omit=dev` and a build
// leave: nothing of the development packages. `npm ci` itself, and `npm test`, are what CI runs in a fresh clone.

let folder: string;
let running: ChildProcess | undefined;

test.beforeEach(() => {
  folder = productionFolder();
});

test.afterEach(async () => {
  // Its whole group, should the server outlive npm.
  if (running?.pid !== undefined && running.exitCode === null && running.signalCode === null)
    process.kill(-running.pid, 'SIGKILL');
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

test('npm start serves the dashboard without development packages, and ends with npm', async () => {
  const { url, said } = await start('npm start');
  expect(said()).not.toContain('Building');
  expect(await (await fetch(url)).text()).toContain('<div id="root"');
  const ended = once(running as ChildProcess, 'exit');
  // As a container does: to npm alone, not to its group.
  running?.kill('SIGTERM');
  await ended;
  await expect(fetch(`${url}/livez`)).rejects.toThrow();
  expect(existsSync(join(folder, 'data', 'chatkeep.db'))).toBe(true);
});

test('the backup makes its folder while the server runs, and can be put back', async () => {
  const first = await start('npm start');
  const { id } = await store(first.url);
  const { code, said } = await run('npm run backup -- backups/monday.db');
  expect(said).toContain('Backed up 1 completion');
  expect(code).toBe(0);
  const { id: later } = await store(first.url);
  const early = await run('npm run restore -- backups/monday.db');
  expect(early.said).toContain('nother server has the database');
  expect(early.code).toBe(1);
  // As after a crash: its log is left beside the database.
  await kill();
  const restored = await run('npm run restore -- backups/monday.db');
  expect(restored.said).toContain('Restored 1 completion');
  expect(restored.said).toContain('What was there is kept as');
  expect(restored.code).toBe(0);
  const second = await start('npm start');
  expect((await fetch(`${second.url}/v1/chat/completions/${id}`)).status).toBe(200);
  expect((await fetch(`${second.url}/v1/chat/completions/${later}`)).status).toBe(404);
});

test('a key in the environment, and the providers file as printed, make providers', async () => {
  const fromKey = await start('OPENAI_API_KEY=sk-your-key npm start');
  expect(await providers(fromKey.url)).toContainEqual(expect.objectContaining({ name: 'openai' }));
  await stop();
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(
    join(folder, 'data', 'AIProviders.json'),
    blocks('json', 'docs/providers.md')[0] ?? '',
    { mode: 0o600 },
  );
  const fromFile = await start('npm start');
  const names = (await providers(fromFile.url)).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['openai', 'local']));
  expect(fromFile.said()).not.toContain('providers file');
  const answer = await fetch(`${fromFile.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'fast', messages: [{ role: 'user', content: 'Hello' }] }),
  });
  // The alias is known: whether an Ollama runs here is not ours to know.
  expect(await answer.text()).not.toContain('model_not_found');
});

test('the example for applications runs as printed', async () => {
  const { url } = await start('npm start');
  expect(await runTypeScript(blocks('ts')[0]?.replace('http://127.0.0.1:4242', url))).toBe(0);
  const list = await fetch(`${url}/v1/chat/completions?metadata[env]=prod`);
  expect(await list.json()).toMatchObject({ data: [{ model: 'demo-echo' }] });
});

test('the example in the demo’s answer runs as it is shown, at the address of this server', async () => {
  const { url } = await start('npm start');
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'demo:demo-markdown',
      messages: [{ role: 'user', content: 'x' }],
    }),
  });
  const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] };
  const code = /^```ts\n([\s\S]*?)^```/m.exec(choices[0]?.message.content ?? '')?.[1];
  expect(await runTypeScript(code)).toBe(0);
  const list = await fetch(`${url}/v1/chat/completions`);
  expect(await list.json()).toMatchObject({ data: [{ model: 'demo-echo' }] });
});

test('what cannot start says why in a sentence', { tag: '@edge' }, async () => {
  const old = `Object.defineProperty(process.versions, 'node', { value: '18.20.8' })`;
  const onNode18 = await run(
    `node --import 'data:text/javascript,${encodeURIComponent(old).replaceAll("'", '%27')}' scripts/start.mjs`,
  );
  expect(onNode18).toEqual({
    code: 1,
    said: expect.stringMatching(
      /^Chatkeep needs Node 20\.19 or newer, and this is 18\.20\.8\..*\n$/,
    ),
  });
  rmSync(join(folder, 'dist'), { recursive: true });
  const unbuilt = await run('npm start --silent');
  expect(unbuilt.code).toBe(1);
  expect(unbuilt.said).toContain('are not built, and what builds them is not installed');
  // The development packages, but nothing to build.
  rmSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  for (const name of ['tsconfig.json', 'vite.config.ts', 'vite.server.config.ts'])
    cpSync(name, join(folder, name));
  const broken = await run('npm start --silent');
  expect(broken.code).toBe(1);
  expect(broken.said).toMatch(/index\.html[\s\S]*The build failed \(1\); what it said is above/);
});

/** A page's blocks of code in this language, as they are printed. */
function blocks(language: string, page = 'README.md'): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
    .filter(([, name]) => name === language)
    .map(([, , code = '']) => code);
}

/** The project as `npm ci --omit=dev` and a build leave it. */
function productionFolder(): string {
  const target = mkdtempSync(join(tmpdir(), 'chatkeep-readme-'));
  for (const name of ['package.json', 'package-lock.json', '.npmrc', 'scripts', 'dist'])
    cpSync(name, join(target, name), { recursive: true });
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
  };
  for (const [path, { dev, devOptional }] of Object.entries(packages)) {
    if (path === '' || dev || devOptional || !existsSync(path)) continue;
    cpSync(path, join(target, path), { recursive: true });
  }
  return target;
}

type Program = { url: string; said: () => string };

/** Runs a command that starts the server, on a free port, and waits for it. */
async function start(command: string): Promise<Program> {
  const child = spawnShell(command, { PORT: String(await freePort()) });
  running = child;
  const said = listen(child);
  const url = await new Promise<string>((found, reject) => {
    child.stdout?.on('data', () => {
      const address = /is ready: (http:\S+)/.exec(said())?.[1];
      if (address !== undefined) found(address);
    });
    child.on('exit', (code) => reject(new Error(`${command} ended with ${code}: ${said()}`)));
  });
  return { url, said };
}

async function stop(): Promise<void> {
  if (!running) return;
  const ended = once(running, 'exit');
  running.kill('SIGTERM');
  await ended;
}

/** As a power cut would: nothing is tidied up. */
async function kill(): Promise<void> {
  if (running?.pid === undefined) return;
  const ended = once(running, 'exit');
  process.kill(-running.pid, 'SIGKILL');
  await ended;
}

/** Runs it here, where its imports are found; resolves with the exit code. */
async function runTypeScript(code: string | undefined): Promise<unknown> {
  mkdirSync('.cache', { recursive: true });
  const file = resolve('.cache', `${basename(folder)}.ts`);
  writeFileSync(file, code ?? 'throw new Error("There is no example")');
  try {
    const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: 'inherit' });
    return (await once(child, 'exit'))[0];
  } finally {
    rmSync(file);
  }
}

/** Runs a command to its end. */
async function run(command: string): Promise<{ code: number | null; said: string }> {
  const child = spawnShell(command, {});
  const said = listen(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: said() };
}

/** `exec`, so that what is signalled is npm and not a shell around it. */
function spawnShell(command: string, env: Record<string, string>): ChildProcess {
  const [, variables = '', program = ''] = /^((?:[A-Z_]+=\S+ )*)(.*)$/.exec(command) ?? [];
  return spawn('sh', ['-c', `${variables && `export ${variables}; `}exec ${program}`], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
  });
}

function listen(child: ChildProcess): () => string {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (said += text.toString()));
  return () => said;
}

async function store(url: string): Promise<{ id: string }> {
  const created = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'demo:demo-echo',
      store: true,
      messages: [{ role: 'user', content: 'Hello' }],
    }),
  });
  return (await created.json()) as { id: string };
}

async function providers(url: string): Promise<{ name: string }[]> {
  const answer = await fetch(`${url}/api/server`);
  return ((await answer.json()) as { providers: { name: string }[] }).providers;
}
