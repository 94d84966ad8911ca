import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = [
  'contract',
  'src',
  'server',
  'public',
  'index.html',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'vite.server.config.ts',
];
const OUTPUTS = ['dist/server/main.js', 'dist/server/run.js', 'dist/web/index.html'];

/** Builds what is not built or is older than its sources. Ends the process when it cannot, and says why. */
export async function buildIfStale() {
  if (isBuilt() && newest(SOURCES) < oldest(OUTPUTS)) return;
  if (canBuild()) return build();
  // What was built elsewhere was brought here: times say nothing then.
  if (isBuilt()) return;
  fail(
    'The dashboard and the server are not built, and what builds them is not installed. Run npm ci without --omit=dev, or copy dist from where it was built.',
  );
}

/** For what runs beside a server: a build under its feet would take its files away. */
export async function buildIfMissing() {
  if (!isBuilt()) await buildIfStale();
}

function isBuilt() {
  return OUTPUTS.every((file) => existsSync(file));
}

function canBuild() {
  return ['tsx', 'vite'].every((name) => existsSync(join('node_modules', name)));
}

async function build() {
  process.stdout.write('Building the dashboard and the server …\n');
  // Not npm: on Windows that is a script, which cannot be started like a program.
  const program = ['--import', 'tsx', 'scripts/build.ts', '--logLevel', 'warn'];
  const child = spawn(process.execPath, program, { stdio: 'inherit' });
  const stop = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  const end = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ?? code));
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
  if (end !== 0) fail(`The build failed (${end}); what it said is above.`);
}

function fail(reason) {
  process.stderr.write(`Chatkeep cannot start. ${reason}\n`);
  process.exit(1);
}

function newest(paths) {
  return Math.max(...paths.filter((path) => existsSync(path)).flatMap(times));
}

function oldest(paths) {
  return Math.min(...paths.map((path) => statSync(path).mtimeMs));
}

/** Of a folder, its own too: that is when a file in it was removed. */
function times(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return [stat.mtimeMs];
  return [stat.mtimeMs, ...readdirSync(path).flatMap((name) => times(join(path, name)))];
}
