// `npm start`: builds what is not built or older than its sources, then runs the server in this process.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

process.chdir(join(import.meta.dirname, '..'));

const SOURCES = [
  'contract',
  'src',
  'server',
  'public',
  'index.html',
  'package-lock.json',
  'vite.config.ts',
  'vite.server.config.ts',
];
const OUTPUTS = ['dist/server/main.js', 'dist/web/index.html'];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isFresh() {
  if (!OUTPUTS.every((file) => existsSync(file))) return false;
  const sources = SOURCES.filter((path) => existsSync(path));
  const built = Math.min(...OUTPUTS.map((file) => statSync(file).mtimeMs));
  return Math.max(...sources.map(newest)) < built;
}

if (!isFresh()) {
  process.stdout.write('Building the dashboard and the server …\n');
  const built = spawnSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
    stdio: 'inherit',
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}
await import('../dist/server/main.js');
