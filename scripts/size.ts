import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[]; isEntry?: boolean };

/** Budgets of the first load, in kB of gzipped JavaScript (1 kB = 1,000 bytes). */
const ROUTES: [name: string, page: string, budget: number][] = [
  ['completions', 'src/pages/completions-page.tsx', 130],
  ['completion', 'src/pages/completion-page.tsx', 150],
  ['playground', 'src/pages/playground-page.tsx', 167],
  ['settings', 'src/pages/settings-page.tsx', 130],
];
const LAZY_BUDGET = 130;
// No visit loads all of it: see docs/decisions/0083-what-is-loaded-counts.md.
const TOTAL_BUDGET = 620;

const manifest = JSON.parse(readFileSync('dist/web/.vite/manifest.json', 'utf8')) as Record<
  string,
  Chunk
>;
const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry) ?? '';
let isOver = false;

for (const [name, page, budget] of ROUTES)
  check(name, total([...needs(entry), ...needs(page)]), budget);
const lazy = Object.values(manifest).filter(({ file }) => file.endsWith('.js'));
check('largest chunk', Math.max(...lazy.map(({ file }) => size(file))), LAZY_BUDGET);
check('all', total(Object.keys(manifest)), TOTAL_BUDGET);
if (isOver) {
  console.error('A budget is exceeded: load what is not needed at first on demand.');
  process.exit(1);
}

/** A chunk and all that it imports statically. */
function needs(key: string): string[] {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The build has no chunk for ${key}`);
  return [key, ...(chunk.imports ?? []).flatMap(needs)];
}

function total(keys: string[]): number {
  const files = new Set(
    keys.map((key) => manifest[key]?.file ?? '').filter((f) => f.endsWith('.js')),
  );
  return [...files].reduce((sum, file) => sum + size(file), 0);
}

function size(file: string): number {
  return gzipSync(readFileSync(`dist/web/${file}`)).length / 1000;
}

function check(name: string, kB: number, budget: number): void {
  if (kB > budget) isOver = true;
  console.log(
    `${kB > budget ? '✘' : '✔'} ${name.padEnd(14)} ${kB.toFixed(1).padStart(6)} kB of ${budget}`,
  );
}
