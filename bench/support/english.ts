import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'docs';
let corpus = '';

/** The `i`th piece of English prose of this length: of the project's own pages, which are there wherever it is measured. */
export function english(i: number, length: number): string {
  corpus ||= readdirSync(FOLDER, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
    .join(' ')
    .replaceAll(/\s+/g, ' ');
  const at = (i * 397) % (corpus.length - length);
  return corpus.slice(at, at + length);
}
