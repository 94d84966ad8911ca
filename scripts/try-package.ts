import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

/**
 * `npm run test:package [-- <node>]`: packs, installs the packed file into an empty folder as another user, and uses it
 * there, on the Node that runs this or the one named. Needs the npm registry, so it is not part of the check.
 */
const MOST_BYTES = 60e6;
const MOST_SECONDS = 30;
const NOBODY = 65_534;

const node = resolve(process.argv[2] ?? process.execPath);
const place = mkdtempSync(join(tmpdir(), 'chatkeep package '));
const folder = join(place, 'Über uns');
mkdirSync(folder);
const isRoot = process.getuid?.() === 0;
const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
/** How the registry is reached from here; nothing else of this process's surroundings is the package's. */
const REACHING = /^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|https?_proxy|no_proxy|npm_config_registry)$/i;
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => REACHING.test(name))),
  HOME: folder,
  PATH: [dirname(node), process.env['PATH']].join(delimiter),
  npm_config_cache: join(folder, '.npm'),
  npm_config_update_notifier: 'false',
};
const running: ChildProcess[] = [];

try {
  if (!hasRegistry()) say('Skipped: the npm registry does not answer, and the package needs it.');
  else await tryPackage();
} finally {
  for (const child of running) child.kill('SIGKILL');
  rmSync(place, { recursive: true, force: true });
}

async function tryPackage(): Promise<void> {
  say(
    `Node ${run(node, ['--version'])}, ${isRoot ? 'as another user' : 'as this user: it takes root to be another one'}`,
  );
  const packed = pack();
  if (isRoot) for (const path of [place, folder]) chownSync(path, NOBODY, NOBODY);
  const began = performance.now();
  run('npm', ['install', '--no-audit', '--no-fund', packed]);
  checkInstalled();
  const url = await start();
  const id = await storeOne(url);
  const seconds = (performance.now() - began) / 1_000;
  claim(seconds < MOST_SECONDS, `stored a completion after ${seconds.toFixed(1)} s`);
  const list = (await (await fetch(`${url}/v1/chat/completions`)).json()) as {
    data: { id: string }[];
  };
  claim(list.data.map((each) => each.id).join() === id, 'lists it, and nothing else');
  claim((await (await fetch(url)).text()).includes('<div id="root"'), 'serves the dashboard');
  claim(
    /Nothing is wrong/.test(chatkeep('doctor', '--port', '0')),
    'has a doctor, who finds nothing',
  );
  claim(/Backed up 1 /.test(chatkeep('backup', 'copy.db')), 'backs up while it runs');
  const database = join(folder, '.local', 'share', 'chatkeep', 'chatkeep.db');
  claim(
    process.platform !== 'linux' || existsSync(database),
    'keeps its data in the user’s folder',
  );
  await stop();
  claim(/Restored 1 /.test(chatkeep('restore', 'copy.db')), 'restores');
  claim(chatkeep('export').trim().split('\n').length === 1, 'exports');
}

/** Resolves with the packed file: built, with a program, and without anything that runs at an install. */
function pack(): string {
  const said = execFileSync('npm', ['pack', '--json', '--pack-destination', place], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [{ filename, files }] = JSON.parse(said.slice(said.indexOf('[\n'))) as [
    { filename: string; files: { path: string }[] },
  ];
  const sources = files.filter(({ path }) => /^(src|server|contract|e2e|data)\//.test(path));
  claim(sources.length === 0, 'holds no sources');
  const file = join(place, filename);
  chmodSync(file, 0o644);
  return file;
}

function checkInstalled(): void {
  const manifest = JSON.parse(
    readFileSync(join(folder, 'node_modules/chatkeep/package.json'), 'utf8'),
  ) as { dependencies: object; scripts: Record<string, string> };
  claim(Object.keys(manifest.dependencies).join() === 'libsql,pg', 'has two runtime dependencies');
  const atInstall = ['preinstall', 'install', 'postinstall'].filter(
    (name) => manifest.scripts[name],
  );
  claim(atInstall.length === 0, 'runs nothing at the install');
  const bytes = sizeOf(join(folder, 'node_modules'));
  claim(bytes < MOST_BYTES, `takes ${(bytes / 1e6).toFixed(1)} MB`);
}

/** Starts it as `npx chatkeep` does, on a free port. */
function start(): Promise<string> {
  const child = spawn('npx', ['chatkeep', '--port', '0'], {
    cwd: folder,
    env,
    ...user,
    detached: true,
  });
  running.push(child);
  let said = '';
  return new Promise((found, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => {
        said += text.toString();
        const url = /is ready: (http:\S+)/.exec(said)?.[1];
        if (url !== undefined) found(url);
      });
    child.on('exit', () => reject(new Error(said)));
  });
}

/** Its whole group: npx is not the server. */
async function stop(): Promise<void> {
  for (const child of running.splice(0)) {
    const ended = once(child, 'close');
    process.kill(-Number(child.pid), 'SIGTERM');
    await ended;
  }
}

async function storeOne(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'demo:demo-echo',
      messages: [{ role: 'user', content: 'Hello' }],
      store: true,
    }),
  });
  claim(answer.headers.get('x-completion-stored') === 'true', 'stores a completion');
  return ((await answer.json()) as { id: string }).id;
}

function chatkeep(...args: string[]): string {
  return run('npx', ['chatkeep', ...args]);
}

function run(program: string, args: string[]): string {
  return execFileSync(program, args, { cwd: folder, env, ...user, encoding: 'utf8' }).trim();
}

function hasRegistry(): boolean {
  try {
    execFileSync('npm', ['ping'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

function sizeOf(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function claim(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It does not hold that the package ${what}.`);
  say(`✓ ${what}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
