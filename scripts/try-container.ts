import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bareRoot, type BareRoot } from './container/bare-root';
import { envOf, execForm, readDockerfile, type Stage } from './container/dockerfile';
import { freePort } from '../server/testing/free-port';

/**
 * `npm run test:container`: carries out each step of the Dockerfile, as it stands there, in bare folders that are roots
 * of their own, and uses what it made, for machines without an engine for containers. In the place of the image of Node
 * it takes the Node of this machine. Takes root on Linux and the npm registry, so it is not part of the check.
 */
const SECRET = 'a-token-of-thirty-two-characters';
const place = mkdtempSync(join(tmpdir(), 'chatkeep-container-'));

try {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    say('Skipped: it takes root, on Linux.');
  else await tryContainer();
} finally {
  rmSync(place, { recursive: true, force: true });
}

async function tryContainer(): Promise<void> {
  const stages = readDockerfile(readFileSync('Dockerfile', 'utf8'));
  const context = contextOf(join(place, 'context'));
  const built = new Map<string, BareRoot>();
  let last = build(stages[0] as Stage, context, built);
  for (const stage of stages.slice(1)) last = build(stage, context, built);
  claim(
    stages.length > 1 && last.user !== 'root',
    `has ${stages.length} stages, and runs as ${last.user}`,
  );
  claim(last.command[0] === 'node', 'begins with Node itself, and no shell');
  await useContainer(last);
}

type Built = {
  bare: BareRoot;
  env: Record<string, string>;
  cwd: string;
  user: string;
  volumes: string[];
  command: string[];
  health: string[];
  signal: NodeJS.Signals;
};

function build(stage: Stage, context: string, built: Map<string, BareRoot>): Built {
  const bare = bareRoot(place);
  if (stage.as !== null) built.set(stage.as, bare);
  const result: Built = {
    bare,
    env: { PATH: process.env['PATH'] ?? '', HOME: '/root', ...reaching() },
    cwd: '/',
    user: 'root',
    volumes: [],
    command: [],
    health: [],
    signal: 'SIGTERM',
  };
  for (const { name, rest } of stage.steps) {
    say(`${name} ${rest}`);
    if (name === 'WORKDIR') mkdirSync(bare.path((result.cwd = rest)), { recursive: true });
    else if (name === 'ENV') Object.assign(result.env, envOf(rest));
    else if (name === 'RUN') bare.run(['sh', '-ec', rest], result);
    else if (name === 'COPY') copy(rest, result, context, built);
    else if (name === 'USER') result.user = rest;
    else if (name === 'VOLUME') result.volumes.push(rest);
    else if (name === 'CMD') result.command = execForm(rest);
    else if (name === 'HEALTHCHECK') result.health = execForm(rest);
    else if (name === 'STOPSIGNAL') result.signal = rest as NodeJS.Signals;
  }
  return result;
}

function copy(rest: string, to: Built, context: string, built: Map<string, BareRoot>): void {
  const words = rest.split(/\s+/);
  const from = /^--from=(.*)$/.exec(words[0] ?? '')?.[1];
  const source = from === undefined ? undefined : built.get(from);
  if (from !== undefined && source === undefined) throw new Error(`There is no stage ${from}.`);
  const paths = from === undefined ? words : words.slice(1);
  const target = resolve(to.cwd, paths.at(-1) ?? '');
  for (const path of paths.slice(0, -1)) {
    const taken = source ? source.path(path) : join(context, path);
    const isIntoFolder = (paths.at(-1) ?? '').endsWith('/') && !statSync(taken).isDirectory();
    const place = isIntoFolder ? join(target, path.split('/').at(-1) ?? '') : target;
    cpSync(taken, to.bare.path(place), { recursive: true });
  }
}

/** What is committed, as a build in a clone sends it. */
function contextOf(folder: string): string {
  execFileSync('git', ['clone', '--quiet', '.', folder]);
  rmSync(join(folder, '.git'), { recursive: true });
  return folder;
}

async function useContainer({ bare, command, health, ...made }: Built): Promise<void> {
  const port = await freePort();
  const env = {
    ...made.env,
    HOME: '/home/node',
    PORT: String(port),
    ACCESS_TOKEN: SECRET,
    ALLOWED_HOSTS: 'chat.example.org',
  };
  const options = { env, cwd: made.cwd, user: made.user, writable: made.volumes };
  const healthy = () => bare.run(health, { ...options, writable: [] });
  const server = bare.start(command, options);
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', (text) => (said += String(text)));
  const ended = once(server, 'exit');
  await Promise.race([
    ended.then(() => Promise.reject(new Error(said))),
    until(() => said.includes('is ready: ')),
  ]);
  const pid = Number(execFileSync('pgrep', ['-P', String(server.pid)], { encoding: 'utf8' }));
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  claim(
    /^NSpid:\s+\d+\s+1$/m.test(status) && /^Name:\s+(node|MainThread)$/m.test(status),
    'has Node as process 1',
  );
  claim(/^Uid:\s+1000\s/m.test(status), 'is no root');
  claim(
    statSync(bare.path(made.volumes[0] ?? '')).mode % 0o1000 === 0o700,
    'keeps its data from others',
  );
  healthy();
  claim(true, 'is healthy, says its own check');
  const headers = { authorization: `Bearer ${SECRET}`, host: 'chat.example.org' };
  const asked = request(port, headers);
  claim(
    /x-completion-stored: true/i.test(asked),
    'stores a completion, on a root that cannot be written',
  );
  const began = performance.now();
  process.kill(pid, made.signal);
  const [code] = (await ended) as [number];
  claim(code === 0 && performance.now() - began < 30_000, 'ends by itself within 30 seconds');
  let isRefused = false;
  try {
    healthy();
  } catch {
    isRefused = true;
  }
  claim(isRefused, 'is not healthy once it has ended');
}

/** Not by `fetch`, which sets the host itself. */
function request(port: number, headers: Record<string, string>): string {
  const body =
    '{"model":"demo:demo-echo","store":true,"messages":[{"role":"user","content":"Hi"}]}';
  const lines = Object.entries({ ...headers, 'content-type': 'application/json' }).flatMap(
    ([name, value]) => ['-H', `${name}: ${value}`],
  );
  return execFileSync(
    'curl',
    ['-si', ...lines, '-d', body, `http://127.0.0.1:${port}/v1/chat/completions`],
    { encoding: 'utf8' },
  );
}

/** How the registry is reached from here. */
function reaching(): Record<string, string> {
  const names = /^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|https?_proxy|no_proxy)$/i;
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const own = Object.entries(process.env).filter(([name]) => names.test(name));
  return { ...(Object.fromEntries(own) as Record<string, string>), npm_config_registry: registry };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
}

function claim(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It does not hold that the container ${what}.`);
  say(`✓ ${what}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
