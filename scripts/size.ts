import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

type Chunk = { file: string; name?: string; imports?: string[] };

/** Budgets of the first load, in kB of gzipped JavaScript (1 kB = 1,000 bytes). */
const ROUTES: [name: string, budget: number][] = [
  ['completions', 130],
  ['completion', 157],
  ['playground', 165],
  ['review', 157],
  ['settings', 130],
  ['data', 130],
  ['compare', 150],
];
const LAZY_BUDGET = 130;
// Those of a completion and of a review: see docs/decisions/0386-a-visit-loads-no-dialogs.md.
// No visit loads all of it: see docs/decisions/0083-what-is-loaded-counts.md; the figure is from 0357.
const TOTAL_BUDGET = 735;
const REQUESTS = 12;

const manifest = JSON.parse(readFileSync('dist/web/.vite/manifest.json', 'utf8')) as Record<
  string,
  Chunk
>;
let isOver = false;

for (const [name, budget] of ROUTES) {
  const files = filesOf([...needs(keyOf('start')), ...needs(keyOf(name))]);
  check(name, sizeOf(files), budget, `, ${files.length} files`);
  if (files.length > REQUESTS) isOver = true;
}
const all = filesOf(Object.keys(manifest));
check('largest chunk', Math.max(...all.map((file) => sizeOf([file]))), LAZY_BUDGET);
check('all', sizeOf(all), TOTAL_BUDGET, `, ${all.length} files`);
if (isOver) {
  console.error('A budget is exceeded: load what is not needed at first on demand.');
  process.exit(1);
}
// Which of them runs first would depend on who loads them: what the other one makes may not be there yet.
const circle = Object.keys(manifest).find((key) =>
  manifest[key]?.imports?.some((next) => needs(next).has(key)),
);
if (circle !== undefined) {
  console.error(`${circle} imports chunks that import it: see scripts/chunks.ts.`);
  process.exit(1);
}

/** A page of little code lies with its file alone. */
function keyOf(name: string): string {
  const isNamed = (key: string) => [name, `${name}-page`].includes(manifest[key]?.name ?? '');
  return Object.keys(manifest).find(isNamed) ?? name;
}

/** A chunk and all that it imports statically. */
function needs(key: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The build has no chunk for ${key}`);
  if (found.has(key)) return found;
  found.add(key);
  for (const next of chunk.imports ?? []) needs(next, found);
  return found;
}

function filesOf(keys: string[]): string[] {
  const files = keys.map((key) => manifest[key]?.file ?? '').filter((file) => file.endsWith('.js'));
  return [...new Set(files)];
}

/** In kB, gzipped. */
function sizeOf(files: string[]): number {
  return files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(`dist/web/${file}`)).length / 1000,
    0,
  );
}

function check(name: string, kB: number, budget: number, rest = ''): void {
  if (kB > budget) isOver = true;
  console.log(
    `${kB > budget ? '✘' : '✔'} ${name.padEnd(14)} ${kB.toFixed(1).padStart(6)} kB of ${budget}${rest}`,
  );
}
