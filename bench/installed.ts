import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What an installed server takes of the disk: the packed files, and what it depends on as it lies in `node_modules`. */
const said = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
});
const packed = JSON.parse(said) as { unpackedSize: number }[];
const own = packed[0]?.unpackedSize ?? 0;
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { dev?: true; devOptional?: true }>;
};
// Those for other systems are in the list, and not on the disk.
const folders = Object.entries(packages)
  .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional && existsSync(path))
  .map(([path]) => path);
const others = folders.reduce((sum, folder) => sum + sizeOf(folder), 0);

console.log('| Installed | MB | Goal |\n| --- | --- | --- |');
console.log(`| the package | ${inMb(own)} | – |`);
console.log(`| ${folders.length} packages that it depends on | ${inMb(others)} | – |`);
console.log(`| both | ${inMb(own + others)} | ≤ 60 |`);

/** Without the packages within it, which are in the list themselves. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .reduce((sum, entry) => {
      const path = join(folder, entry.name);
      return sum + (entry.isDirectory() ? sizeOf(path) : statSync(path).size);
    }, 0);
}

function inMb(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
