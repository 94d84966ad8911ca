import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

type Group = NonNullable<Rolldown.CodeSplittingOptions['groups']>[number];
type Graph = Rolldown.ChunkingContext;

const START = fileURLToPath(new URL('../src/main.tsx', import.meta.url));
const ROUTES = fileURLToPath(new URL('../src/routes.tsx', import.meta.url));
const PAGE = /\/src\/pages\/([a-z-]+)-page\.tsx$/;
/** What is shown with its page: see `soon` of src/ui/lazily.ts. */
const SOON = /\bsoon\([^;]*?import\('([^']+)'\)/g;
/** What the frame shows soon is loaded with every page. */
const FRAME = 'start-soon';
/** In bytes of source: less is not worth a request of its own. */
const SMALL = 4_000;
/** The same for what is loaded after the first look. */
const LITTLE = 4_600;
/** The page that people wait for most often loads nothing that only others share. */
const FIRST = 'completions';
/** Pages of tabs: what these alone need is not among the dialogs, which load parts of every page. */
const TABS = new Set(['data-soon', 'settings-soon']);

/**
 * What is loaded together is one chunk, and who imports what decides it, not a list of files:
 * the start; a page; what it shows soon after; what the table shares with other pages; what the frame, or several pages,
 * show soon; what two or three others share, if it is large; what else pages share; what several dialogs and
 * editors share; and dialogs that are little more than that. All else lies with the one dialog that needs it.
 */
export function chunkGroups(): Group[] {
  let found: Map<string, Set<string>> | undefined;
  let little: Map<string, string> | undefined;
  const group = (
    debugName: string,
    nameOf: (needing: string[], id: string, graph: Graph) => string | false | undefined,
    rest: Partial<Group> = {},
  ): Group => ({
    ...rest,
    debugName,
    name(id, graph) {
      found ??= whatNeeds(graph);
      const needing = [...(found.get(id) ?? [])];
      const others = needing.filter((name) => !isTab(name));
      // A tab is told by itself alone: no page is to be cut in more parts for it.
      return nameOf(others.length > 0 ? others : needing, id, graph) || null;
    },
  });
  const isOfStart = (needing: string[]) => needing.includes('start');

  return [
    group('libraries', (needing) => isOfStart(needing) && 'libraries', { test: /node_modules/ }),
    group('start', (needing) => isOfStart(needing) && 'start'),
    group('a page, or what is shown soon', nameOfOne, { minSize: SMALL }),
    group(
      'several pages, the first among them',
      (needing) => needing.length > 1 && needing.includes(FIRST) && 'shared',
    ),
    group('several tabs', (needing) => needing.every(isTab) && needing.length > 1 && 'tabs'),
    group(
      'a few pages',
      (needing) =>
        needing.length > 1 && needing.length < 4 && !needing.includes(FRAME) && nameOfFew(needing),
      { minSize: SMALL },
    ),
    group('pages', (needing) => needing.length > 1 && 'others'),
    group('little dialogs', (_, id, graph) => (little ??= littleDialogs(graph)).get(id)),
    group('dialogs', (needing) => needing.length === 0 && 'later', { minShareCount: 2 }),
  ];
}

/** What several show soon, and no page needs at once, lies with what the frame shows soon. */
function nameOfOne(needing: string[]): string | undefined {
  const [one, ...others] = needing;
  if (others.length === 0) return one;
  return needing.some((name) => isPage(name) || isTab(name)) ? undefined : FRAME;
}

/**
 * What two pages share is named by them alone: one of those that show it soon loads the rest as well. Not so the first
 * page, which is spared that rest.
 */
function nameOfFew(needing: string[]): string {
  const pages = needing.filter(isPage);
  const isFirst = needing.includes(`${FIRST}-soon`);
  return (pages.length > 1 && !isFirst ? pages : needing).sort().join('-');
}

function isTab(name: string): boolean {
  return TABS.has(name);
}

function isPage(name: string): boolean {
  return !name.endsWith('-soon');
}

/** For each module the pages, or the start, that cannot do without it; `x-soon` is what x shows a moment later. */
function whatNeeds(graph: Graph): Map<string, Set<string>> {
  const needs = new Map<string, Set<string>>();
  const pages = graph.getModuleInfo(ROUTES)?.dynamicallyImportedIds ?? [];
  const roots: [string, string][] = pages.map((id) => [PAGE.exec(id)?.[1] ?? id, id]);
  const add = (name: string, id: string) =>
    needs.set(id, (needs.get(id) ?? new Set<string>()).add(name));
  for (const [name, root] of [['start', START] as const, ...roots]) {
    const own = reachedFrom([root], graph);
    for (const id of own) add(name, id);
    const soon = reachedFrom(
      [...own].flatMap((id) => shownSoon(id, graph)),
      graph,
    );
    for (const id of soon) if (!own.has(id)) add(`${name}-soon`, id);
  }
  return needs;
}

/** What a module shows of its own accord, a moment after itself. */
function shownSoon(id: string, graph: Graph): string[] {
  if (!id.endsWith('.tsx') || id.includes('node_modules')) return [];
  const later = graph.getModuleInfo(id)?.dynamicallyImportedIds ?? [];
  return [...readFileSync(id, 'utf8').matchAll(SOON)].map(([, path = '']) => {
    const end = `${path.replace(/^(@|\.)/, '')}.tsx`;
    const found = later.find((each) => each.endsWith(end));
    if (!found) throw new Error(`${id} shows ${path} soon, but does not import it`);
    return found;
  });
}

/** For each module of a dialog that is little by itself the chunk of all that need as much: pages alone, or what dialogs share. */
function littleDialogs(graph: Graph): Map<string, string> {
  const pages = whatNeeds(graph);
  const isLater = (id: string) => !pages.has(id);
  const all = new Set([START]);
  const dialogs = new Set<string>();
  for (const id of all) {
    const { importedIds = [], dynamicallyImportedIds = [] } = graph.getModuleInfo(id) ?? {};
    for (const next of [...importedIds, ...dynamicallyImportedIds]) all.add(next);
    for (const next of dynamicallyImportedIds) if (isLater(next)) dialogs.add(next);
  }
  const parts = [...dialogs].map((id) => [...reachedFrom([id], graph)].filter(isLater));
  const uses = new Map<string, number>();
  for (const id of parts.flat()) uses.set(id, (uses.get(id) ?? 0) + 1);
  const chunks = new Map<string, string>();
  for (const part of parts) {
    const own = part.filter((id) => uses.get(id) === 1);
    const size = own.reduce((sum, id) => sum + (graph.getModuleInfo(id)?.code?.length ?? 0), 0);
    if (size > LITTLE) continue;
    for (const id of own) chunks.set(id, own.length === part.length ? 'little' : 'little-later');
  }
  return chunks;
}

function reachedFrom(roots: string[], graph: Graph): Set<string> {
  const reached = new Set(roots);
  for (const id of reached)
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(next);
  return reached;
}
