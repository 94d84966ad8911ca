import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/**
 * `npm run test:long`: the same tests as every day, with large counts. `LONG_SHARE=0.1` runs a tenth. Figures go to
 * docs/long-run.md; it fails when a test does.
 */
const share = Number(process.env['LONG_SHARE'] ?? 1);
const count = (whole: number) => String(Math.max(1, Math.round(whole * share)));

const unit = (file: string) => ['vitest', 'run', file];
const e2e = (file: string) => ['playwright', 'test', file, '--workers=1'];
const parts: [what: string, command: string[], name: string, whole: number][] = [
  ['kill -9 rounds', unit('server/store/kill.deep.test.ts'), 'CHATKEEP_KILL_ROUNDS', 500],
  [
    'kills of PostgreSQL',
    unit('server/store/postgres/kill.deep.test.ts'),
    'CHATKEEP_KILL_ROUNDS',
    100,
  ],
  ['generated requests', unit('server/whole/generated.deep.test.ts'), 'CHATKEEP_REQUESTS', 50_000],
  ['kill -9 of the built server', e2e('e2e/deep/durability.spec.ts'), 'DURABILITY_ROUNDS', 100],
  ['server tests in full', ['vitest', 'run', '--project', 'server'], 'CHATKEEP_LONG', 1],
  ['cut points', unit('server/routes/cut-points.test.ts'), 'CHATKEEP_CUTS', 10_000],
  ['hostile texts in Chromium', e2e('e2e/large/hostile-texts.spec.ts'), 'CHATKEEP_XSS', 300],
];

// The browser sees what is built.
spawnSync('npm', ['run', 'build'], { stdio: 'inherit' });
const rows: string[] = [];
let hasFailed = false;
for (const [what, command, name, whole] of parts) {
  const started = performance.now();
  const { status, stdout } = spawnSync('npx', command, {
    encoding: 'utf8',
    env: { ...process.env, E2E_LARGE: '1', [name]: count(whole) },
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  });
  const seconds = Math.round((performance.now() - started) / 1_000);
  const isPassed = status === 0;
  hasFailed ||= !isPassed;
  rows.push(
    `| ${what} | ${count(whole)} of ${whole}: ${isPassed ? 'passed' : 'FAILED'}, ${seconds} s |`,
  );
  rows.push(...[...stdout.matchAll(/FIGURE (\|.*\|)/g)].map(([, row]) => row ?? ''));
  process.stdout.write(isPassed ? `${rows.at(-1)}\n` : stdout);
}

const date = new Date().toISOString().slice(0, 10);
const machine = `${date}, Node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
const table = ['| What | Result |', '| --- | --- |', ...rows].join('\n');
writeFileSync(
  'docs/long-run.md',
  `# The long run\n\n${machine}; \`npm run test:long\` makes this page anew.\n\n${table}\n`,
);
process.exit(hasFailed ? 1 : 0);
