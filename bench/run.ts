import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

/**
 * Runs every bench (`bench/<name>.ts`), or those named, against the built product, and keeps what each prints in
 * `docs/bench/<name>.md`, above what a person has written there below {@link NOTES}. Absolute times belong to one machine;
 * read the ratios.
 */
const NOTES = '<!-- Written by hand from here on. -->';
const named = process.argv.slice(2);
const names = readdirSync('bench')
  .flatMap((file) => /^(?!run\.)([a-z-]+)\.ts$/.exec(file)?.[1] ?? [])
  .filter((name) => named.length === 0 || named.includes(name));

for (const name of names) {
  const load = loadavg()[0];
  const { status, stdout } = spawnSync('npx', ['tsx', `bench/${name}.ts`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.stdout.write(stdout);
  if (status !== 0) {
    process.exitCode = 1;
    process.stderr.write(`${name} failed: its page stays as it was.\n`);
    continue;
  }
  const page = `docs/bench/${name}.md`;
  writeFileSync(page, `# ${name}\n\n${machine(load)}\n\n${stdout}${notesOf(page)}`);
}

function notesOf(page: string): string {
  const [, notes] = existsSync(page) ? readFileSync(page, 'utf8').split(NOTES) : [];
  return notes === undefined ? '' : `\n${NOTES}${notes}`;
}

function machine(load = 0): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date}, Node ${process.version}, ${cpus().length} cores, ${memory} GiB, load ${load.toFixed(1)} when it began; \`npm run bench\` makes this page anew.`;
}
