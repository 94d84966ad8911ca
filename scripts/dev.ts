import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Server and dashboard for development: both follow the sources; open the address that Vite prints. */
const require = createRequire(import.meta.url);
const webPort = process.env['WEB_PORT'] || 5173;
const origins = ['localhost', '127.0.0.1'].map((host) => `http://${host}:${webPort}`);
const environment = { ...process.env, ALLOWED_ORIGINS: origins.join(',') };

/** A program of a package, by its file: what npm puts on the path is no program on Windows. */
function run(name: string, ...args: string[]): ChildProcess {
  const file = require.resolve(`${name}/package.json`);
  // A package.json, whose bin is one file or one for each name.
  const { bin } = require(file) as { bin: string | Record<string, string> };
  const program = join(dirname(file), typeof bin === 'string' ? bin : (bin[name] ?? ''));
  return spawn(process.execPath, [program, ...args], { stdio: 'inherit', env: environment });
}

const processes = [run('tsx', 'watch', 'server/main.ts'), run('vite')];
const stop = () => processes.forEach((child) => child.kill());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
for (const child of processes) {
  child.on('exit', (code) => {
    stop();
    process.exitCode = code ?? 0;
  });
}
