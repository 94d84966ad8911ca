import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `npm run notices`: writes who wrote what is shipped, and under which terms, from the lock file and the packages. */
const FILE = 'THIRD-PARTY-NOTICES.txt';
const IMPORT = /(?:from|import|import\() ?['"](?!node:)([^'"]+)['"]/g;
const SOURCES = ['contract', 'server', 'src'];
/** What helpers of tests import that lie beside the sources. */
const FOR_TESTS = /^(vitest|@testing-library\/)/;
/** Only its types are imported. */
const TYPES_ALONE = /^openai$/;
/** What development starts threads with. */
const FOR_DEVELOPMENT = /^esbuild$/;
/** Their files are named by paths. */
const FONTS = [
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
  '@fontsource/stix-two-math',
];

type Locked = {
  version?: string;
  license?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>;
};

/** What the sources import, and all that this needs in turn, by its place in the lock file. */
export function shipped(): string[] {
  const found = new Set<string>();
  const visit = (name: string, from: string) => {
    const place = placeOf(name, from);
    if (place === null || found.has(place)) return;
    found.add(place);
    const { dependencies = {}, optionalDependencies = {} } = packages[place] ?? {};
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies }))
      visit(each, place);
  };
  for (const name of imported()) visit(name, '');
  return [...found].sort();
}

/** As Node looks for it: beside the package that asks, then further up. */
function placeOf(name: string, from: string): string | null {
  const place = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (packages[place]) return place;
  if (from === '') return null;
  const above = from.lastIndexOf('/node_modules/');
  return placeOf(name, above === -1 ? '' : from.slice(0, above));
}

function imported(): Set<string> {
  const names = new Set<string>(FONTS);
  for (const folder of SOURCES)
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(ts|tsx|css)$/.test(file) || /\.test\.|(^|\/)testing\/|test-setup/.test(file))
        continue;
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [, from = ''] of text.matchAll(IMPORT)) {
        const [name] = /^(@[\w-]+\/[\w.-]+|[\w][\w.-]*)/.exec(from) ?? [];
        if (
          name !== undefined &&
          !FOR_TESTS.test(name) &&
          !TYPES_ALONE.test(name) &&
          !FOR_DEVELOPMENT.test(name)
        )
          names.add(name);
      }
    }
  return names;
}

export function notices(): string {
  const texts = shipped().map((place) => {
    const { version = '', license = 'see its text' } = packages[place] ?? {};
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return `${name} ${version}, ${license}\n\n${licenseText(place) ?? 'Its package holds no text of its licence.'}\n`;
  });
  return `Chatkeep ships or needs these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function licenseText(place: string): string | null {
  if (!existsSync(place)) return null;
  const file = readdirSync(place).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined ? null : readFileSync(join(place, file), 'utf8').trim();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(FILE, notices());
