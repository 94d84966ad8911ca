import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CERTIFICATE, KEY } from './certificates';

export type FrontProgram = 'nginx' | 'caddy';

/** A real proxy with TLS as `localhost`, before a server of ours. */
export type Front = { port: number; stop(): Promise<void> };

/** Not everybody has them: tests skip by name. */
export function hasProgram(name: FrontProgram): boolean {
  return spawnSync(name, [name === 'nginx' ? '-v' : 'version']).status === 0;
}

/** A configuration as `docs/team.md` has it: the block of code below the heading. */
export function documented(heading: string, part = 0): string {
  const text = readFileSync('docs/team.md', 'utf8');
  const section = text.split(/^##+ /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const blocks = [...section.matchAll(/^```\w*\n(.*?)^```$/gms)];
  const block = blocks[part]?.[1];
  if (block === undefined) throw new Error(`docs/team.md has no code below ${heading}`);
  return block;
}

/** Names, ports and files of a configuration become those of a test; the rest stays as it is written. */
export async function startFront(
  program: FrontProgram,
  configuration: string,
  { port, target }: { port: number; target: string },
): Promise<Front> {
  const folder = mkdtempSync(join(tmpdir(), `chatkeep-${program}-`));
  const [certificate, key, file] = ['chat.pem', 'chat.key', 'config'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(certificate, CERTIFICATE);
  writeFileSync(key, KEY, { mode: 0o600 });
  const here = configuration
    .replaceAll('127.0.0.1:4242', new URL(target).host)
    .replaceAll('/etc/ssl/chat.pem', certificate)
    .replaceAll('/etc/ssl/chat.key', key);
  const whole = program === 'nginx' ? aroundNginx(here, folder, port) : aroundCaddy(here, port);
  writeFileSync(file, whole.replaceAll('CERTIFICATE', certificate).replaceAll('PRIVATE', key));
  const args =
    program === 'nginx'
      ? ['-p', folder, '-e', 'stderr', '-c', file]
      : ['run', '--adapter', 'caddyfile', '--config', file];
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  process.once('exit', () => child.kill('SIGKILL'));
  while (!(await isOpen(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended:\n${said}`);
    await sleep(50);
  }
  return {
    port,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function aroundNginx(server: string, folder: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off; pid ${join(folder, 'pid')}; error_log stderr;
    events {}
    http {
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join(' ')}
      ${server.replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`).replaceAll('chat.example.org', 'localhost')}
    }`;
}

function aroundCaddy(site: string, port: number): string {
  const here = site.replace(
    'chat.example.org {',
    `https://localhost:${port} {\n  tls CERTIFICATE PRIVATE`,
  );
  return `{\n  admin off\n  auto_https disable_redirects\n}\n${here}`;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
