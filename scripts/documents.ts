import { readdirSync, readFileSync } from 'node:fs';

export type Document = { path: string; page: string };

const inFolder = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

/** What is written for users, operators and developers; decisions and figures are history. */
export const DOCUMENTS: readonly Document[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...inFolder('docs'),
  ...inFolder('docs/guide'),
].map((path) => ({ path, page: readFileSync(path, 'utf8') }));

/** The blocks of code of a page, each with the name of its language. */
export function blocksOf(page: string): { language: string; code: string }[] {
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));
}

/** Those in one language. */
export function blocks(page: string, language: string): string[] {
  return blocksOf(page).flatMap((block) => (block.language === language ? [block.code] : []));
}

/** The commands of a page, each a line; requests of `curl` may be longer, and are not among them. */
export function commands(page: string): string[] {
  return blocks(page, 'sh')
    .filter((code) => !code.startsWith('curl '))
    .flatMap((code) => code.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line !== '');
}
