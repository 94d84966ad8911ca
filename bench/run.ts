import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/**
 * Runs every bench (`bench/<name>.ts`), or those named, against the built product, and keeps what each prints in
 * `docs/bench/<name>.md`. Absolute times belong to one machine; read the ratios.
 */
const named = process.argv.slice(2);
const names = readdirSync('bench')
  .flatMap((file) => /^(?!run\.)([a-z-]+)\.ts$/.exec(file)?.[1] ?? [])
  .filter((name) => named.length === 0 || named.includes(name));

mkdirSync('docs/bench', { recursive: true });
for (const name of names) {
  const { status, stdout } = spawnSync('npx', ['tsx', `bench/${name}.ts`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.stdout.write(stdout);
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(`docs/bench/${name}.md`, `# ${name}\n\n${machine()}\n\n${stdout}`);
}

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date}, Node ${process.version}, ${cpus().length} cores, ${memory} GiB; \`npm run bench\` makes this page anew.`;
}
