import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findBrowser } from './find-browser';

type Step = [name: string, command: string];

const BUILD: Step = ['build', 'npm run --silent build -- --logLevel warn'];
const unit = (project: string): Step => [
  'unit',
  `npx vitest run --project='${project}' --reporter=default --reporter=json --outputFile.json=.cache/unit.json`,
];
const e2e = (project: string): Step => [
  'e2e',
  `npx playwright test --project=${project} --reporter=list,json`,
];

/** Everything a commit must pass, in the order that finds faults soonest. `npm test` runs it too. */
const STEPS: Step[] = [
  ['types', 'npm run --silent types'],
  ['lint', 'npm run --silent lint'],
  ['format', 'npm run --silent format:check'],
  ['unused code', 'npm run --silent unused'],
  unit('!deep'),
  BUILD,
  ['size', 'npm run --silent size'],
  e2e('everyday'),
  ['e2e on PostgreSQL', 'npm run --silent e2e:postgres -- --reporter=list,json'],
];

/** What would make an everyday run take longer than a quarter of an hour: `npm run test:deep`, and CI. */
const DEEP: Step[] = [unit('deep'), BUILD, e2e('deep')];

/** What the two test runners write, as far as it is read here. */
type Report = {
  numPassedTests?: number;
  numFailedTests?: number;
  stats?: { expected: number; unexpected: number };
};
type Counts = { passed: number; failed: number };

// Before anything else: to learn after ten minutes that there is no browser would be a waste of them.
try {
  process.stdout.write(`Browser: ${findBrowser()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
rmSync('.cache', { recursive: true, force: true });
mkdirSync('.cache', { recursive: true });
for (const [name, command] of process.argv[2] === 'deep' ? DEEP : STEPS) {
  const started = performance.now();
  process.stdout.write(`\n▶ ${name}\n`);
  const { status } = spawnSync(command, {
    shell: true,
    stdio: 'inherit',
    env: {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: `.cache/${name.replaceAll(' ', '-')}.json`,
    },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? '✔' : '✘'} ${name}: ${seconds} s\n`);
  if (status !== 0) {
    report();
    process.exit(1);
  }
}
if (!process.env['OPENAPI_FILE'])
  process.stdout.write(
    '\nSkipped: OPENAPI_FILE names no description of OpenAI’s API to hold answers against.\n',
  );
report();

/** How many tests ran, in one line for people and CI. */
function report(): void {
  const unit = read('.cache/unit.json', ({ numPassedTests, numFailedTests }) => ({
    passed: numPassedTests ?? 0,
    failed: numFailedTests ?? 0,
  }));
  const e2e = ['e2e', 'e2e-on-PostgreSQL'].map((name) =>
    read(`.cache/${name}.json`, ({ stats }) => ({
      passed: stats?.expected ?? 0,
      failed: stats?.unexpected ?? 0,
    })),
  );
  const sum = (key: keyof Counts) =>
    [unit, ...e2e].reduce((total, counts) => total + counts[key], 0);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
}

function read(path: string, counts: (result: Report) => Counts): Counts {
  try {
    return counts(JSON.parse(readFileSync(path, 'utf8')) as Report);
  } catch {
    // The step did not come so far.
    return { passed: 0, failed: 0 };
  }
}
