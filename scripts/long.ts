import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/**
 * `npm run test:long`: the same tests as every day, with large counts; `npm run test:long -- cuts xss` runs those parts
 * alone, `LONG_SHARE=0.1` a tenth of each. What ran replaces its rows in docs/long-run.md; it fails when a test does.
 */
const PAGE = 'docs/long-run.md';
const share = Number(process.env['LONG_SHARE'] ?? 1);
const count = (whole: number) => String(Math.max(1, Math.round(whole * share)));

type Part = { what: string; command: string[]; counts: string; whole: number; isBuilt?: true };
const unit = (file: string) => ['vitest', 'run', file];
const e2e = (file: string) => ['playwright', 'test', file, '--workers=1'];
const parts: Record<string, Part> = {
  kills: {
    what: 'kill -9 rounds',
    command: unit('server/store/kill.deep.test.ts'),
    counts: 'CHATKEEP_KILL_ROUNDS',
    whole: 500,
  },
  postgres: {
    what: 'rounds of killing PostgreSQL in mid-commit',
    command: unit('server/store/postgres/kill.deep.test.ts'),
    counts: 'CHATKEEP_KILL_ROUNDS',
    whole: 100,
  },
  requests: {
    what: 'generated requests on each engine',
    command: unit('server/whole/generated.deep.test.ts'),
    counts: 'CHATKEEP_REQUESTS',
    whole: 50_000,
  },
  built: {
    what: 'kill -9 of the built server',
    command: e2e('e2e/deep/durability.spec.ts'),
    counts: 'DURABILITY_ROUNDS',
    whole: 100,
    isBuilt: true,
  },
  server: {
    what: 'server tests in full',
    command: ['vitest', 'run', '--project', 'server'],
    counts: 'CHATKEEP_LONG',
    whole: 1,
  },
  cuts: {
    what: 'cut points',
    command: unit('server/routes/cut-points.test.ts'),
    counts: 'CHATKEEP_CUTS',
    whole: 10_000,
  },
  move: {
    what: 'completions moved from SQLite to PostgreSQL, interrupted, and equal by hash',
    command: unit('server/store/move/move.test.ts'),
    counts: 'CHATKEEP_MOVED',
    whole: 100_000,
  },
  xss: {
    what: 'hostile texts in Chromium',
    command: e2e('e2e/large/hostile-texts.spec.ts'),
    counts: 'CHATKEEP_XSS',
    whole: 300,
    isBuilt: true,
  },
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No part is named ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const chosen = Object.entries(parts).filter(([name]) => named.length === 0 || named.includes(name));
// The browser sees what is built.
if (chosen.some(([, { isBuilt }]) => isBuilt))
  spawnSync('npm', ['run', 'build'], { stdio: 'inherit' });
for (const [, part] of chosen) run(part);

function run({ what, command, counts, whole }: Part): void {
  const started = performance.now();
  const { status, stdout } = spawnSync('npx', command, {
    encoding: 'utf8',
    env: { ...process.env, E2E_LARGE: '1', [counts]: count(whole) },
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  });
  const isPassed = status === 0;
  if (!isPassed) process.exitCode = 1;
  const seconds = Math.round((performance.now() - started) / 1_000);
  const when = `${new Date().toISOString().slice(0, 10)}, load ${Math.round(loadavg()[1] ?? 0)}`;
  const result = `${count(whole)} of ${whole}: ${isPassed ? 'passed' : 'FAILED'}, ${seconds} s`;
  keep([what, result, when]);
  for (const [, figure = ''] of stdout.matchAll(/FIGURE \|(.*)\|/g))
    keep([...figure.split('|'), when]);
  process.stdout.write(isPassed ? `${what}: ${result}\n` : stdout);
}

/** In the place of the row with the same first cell, or at the end. */
function keep(cells: string[]): void {
  const [what = '', ...others] = cells.map((cell) => cell.trim());
  const row = `| ${[what, ...others].join(' | ')} |`;
  const lines = readFileSync(PAGE, 'utf8').trimEnd().split('\n');
  const at = lines.findIndex((line) => line.split('|')[1]?.trim() === what);
  lines.splice(at < 0 ? lines.length : at, at < 0 ? 0 : 1, row);
  writeFileSync(PAGE, `${lines.join('\n')}\n`);
  spawnSync('npx', ['prettier', '--write', '--log-level', 'warn', PAGE]);
}
