import './node-version.mjs';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findBrowser } from './find-browser';

type Step = [name: string, command: string];

const BUILD: Step = ['build', 'npm run --silent build -- --logLevel warn'];
const unit = (project: string): Step => [
  'unit',
  `npx vitest run --project='${project}' --reporter=default --reporter=./scripts/flaky-reporter.ts --reporter=json --outputFile.json=.cache/unit.json`,
];
const e2e = (...projects: string[]): Step => [
  'e2e',
  `npx playwright test ${projects.map((name) => `--project=${name}`).join(' ')} --reporter=list,json`,
];

/** What reads the code: none keeps two cores busy, so they run at the same time. */
const STATIC: Step[] = [
  ['types', 'npm run --silent types'],
  ['lint', 'npm run --silent lint'],
  ['format', 'npm run --silent format:check'],
  ['unused code', 'npm run --silent unused'],
];

/** Everything a commit must pass, in the order that finds faults soonest. `npm test` runs it too. */
const EVERYDAY: Step[][] = [
  STATIC,
  [unit('!deep')],
  [BUILD],
  [['size', 'npm run --silent size']],
  [e2e('everyday')],
  [['e2e on PostgreSQL', 'npm run --silent e2e:postgres -- --reporter=list,json']],
];

/** What would make an everyday run take longer than a quarter of an hour: `npm run test:deep`, and CI. */
const DEEP: Step[][] = [
  [unit('deep')],
  [['upgrades', 'npm run --silent test:upgrades']],
  [BUILD],
  [e2e('deep', 'edges')],
];

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
for (const steps of process.argv[2] === 'deep' ? DEEP : EVERYDAY) {
  const passed = await Promise.all(steps.map((step) => run(step, steps.length === 1)));
  if (passed.includes(false)) {
    report();
    process.exit(1);
  }
}
if (!process.env['OPENAPI_FILE'])
  process.stdout.write(
    '\nSkipped: OPENAPI_FILE names no description of OpenAI’s API to hold answers against.\n',
  );
report();

/** Whether it passed. What it says is shown as it comes, or beside others, all at its end. */
async function run([name, command]: Step, isAlone: boolean): Promise<boolean> {
  const started = performance.now();
  const begins = `\n▶ ${name}\n`;
  if (isAlone) process.stdout.write(begins);
  const output: Buffer[] = [];
  const status = await new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PLAYWRIGHT_JSON_OUTPUT_NAME: `.cache/${name.replaceAll(' ', '-')}.json`,
      },
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => output.push(data));
    child.on('close', resolve);
  });
  if (!isAlone) process.stdout.write(begins + Buffer.concat(output).toString());
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? '✔' : '✘'} ${name}: ${seconds} s\n`);
  return status === 0;
}

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
