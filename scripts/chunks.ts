import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

type Group = NonNullable<Rolldown.CodeSplittingOptions['groups']>[number];
type Graph = Rolldown.ChunkingContext;
/** The pages that cannot be drawn without a module, and those that load it of their own accord; or the frame around each. */
type Needs = { first: Set<string>; visit: Set<string>; isFrame: boolean };

const START = fileURLToPath(new URL('../src/main.tsx', import.meta.url));
const ROUTES = fileURLToPath(new URL('../src/routes.tsx', import.meta.url));
const PAGE = /\/src\/pages\/([a-z-]+)-page\.tsx$/;
/** What is loaded with its page, though not before it: a mark in the source says so, for all that import it or for some. */
const SOON = /\bimport\(\/\* soon(?: with ([a-z, ]+))? \*\/ '([^']+)'\)/g;
/** The page that people wait for most often loads nothing that only others share. */
const FIRST = 'completions';
/** The one with the most code of its own. */
const LARGEST = 'playground';
/** They share most of what they need. */
const OF_ONE_ANSWER = new Set(['completion', 'review']);
/** As many pages as share a chunk of their own; what more need, all may. */
const FEW = 3;
/** In bytes of source: less is not worth a request of its own. */
const SMALL = 8_000;
/** The same for what only a person's step loads. */
const LITTLE = 6_000;

/**
 * What is loaded together is one chunk, and who imports what decides it, not a list of files. No chunk holds both what
 * a visit of a page loads and what only a person's step does: a dialog may load a page, a page never loads dialogs.
 */
export function chunkGroups(): Group[] {
  let needs: Map<string, Needs> | undefined;
  let little: Map<string, string> | undefined;
  const group = (
    debugName: string,
    nameOf: (needs: Needs, id: string, graph: Graph) => string | false | undefined,
    rest: Partial<Group> = {},
  ): Group => ({
    ...rest,
    debugName,
    name(id, graph) {
      needs ??= whatNeeds(graph);
      return nameOf(needs.get(id) ?? noNeeds(), id, graph) || null;
    },
  });

  return [
    group('libraries', ({ first }) => first.has('start') && 'libraries', { test: /node_modules/ }),
    group('start', ({ first }) => first.has('start') && 'start'),
    group('the frame, soon', ({ first, isFrame }) => isFrame && first.size === 0 && 'start-soon'),
    group(
      'a page',
      ({ first, visit, isFrame }) =>
        !isFrame && visit.size === 1 && first.size === 1 && named(first),
    ),
    group(
      'the first page and others',
      ({ first, isFrame }) => (first.size > 1 || isFrame) && first.has(FIRST) && 'shared',
    ),
    group(
      'the largest page and a few',
      ({ first, isFrame }) => !isFrame && isFew(first) && first.has(LARGEST) && `with-${LARGEST}`,
    ),
    group(
      'pages of one answer, and the first page soon',
      ({ first, visit, isFrame }) =>
        !isFrame &&
        visit.has(FIRST) &&
        first.size > 0 &&
        [...first].every((page) => OF_ONE_ANSWER.has(page)) &&
        'answer-shared',
    ),
    group(
      'a few pages',
      ({ first, isFrame }) => !isFrame && isFew(first) && `${named(first)}-shared`,
      { minSize: SMALL },
    ),
    group('pages', ({ first }) => first.size > 0 && 'others'),
    group('a page or a few, soon', ({ visit }) => isFew(visit) && `${named(visit)}-soon`, {
      minSize: SMALL,
    }),
    group('pages, soon', ({ visit }) => visit.size > 0 && 'soon'),
    group('little dialogs', (_, id, graph) => (little ??= littleDialogs(graph, needs)).get(id)),
    group('dialogs', () => 'later', { minShareCount: 2 }),
  ];
}

function isFew({ size }: Set<string>): boolean {
  return size > 0 && size <= FEW;
}

function named(pages: Set<string>): string {
  return [...pages].sort().join('-');
}

function noNeeds(): Needs {
  return { first: new Set(), visit: new Set(), isFrame: false };
}

function whatNeeds(graph: Graph): Map<string, Needs> {
  const needs = new Map<string, Needs>();
  const note = (ids: Iterable<string>, mark: (needs: Needs) => void) => {
    for (const id of ids) {
      const known = needs.get(id) ?? noNeeds();
      needs.set(id, known);
      mark(known);
    }
  };
  const start = reachedFrom([START], staticIn(graph));
  note(start, ({ first }) => first.add('start'));
  const frame = [...start].flatMap((id) => soonOf(id, graph));
  note(reachedFrom(frame, staticIn(graph)), (known) => (known.isFrame = true));
  for (const root of graph.getModuleInfo(ROUTES)?.dynamicallyImportedIds ?? []) {
    const page = PAGE.exec(root)?.[1] ?? root;
    note(reachedFrom([root], staticIn(graph)), ({ first }) => first.add(page));
    const visit = (id: string) => [...staticIn(graph)(id), ...soonOf(id, graph, page)];
    note(reachedFrom([root], visit), (known) => known.visit.add(page));
  }
  return needs;
}

type Next = (id: string) => readonly string[];

function reachedFrom(roots: Iterable<string>, next: Next): Set<string> {
  const reached = new Set(roots);
  for (const id of reached) for (const each of next(id)) reached.add(each);
  return reached;
}

function staticIn(graph: Graph): Next {
  return (id) => graph.getModuleInfo(id)?.importedIds ?? [];
}

/** What is marked in a module: for all, or for a page. */
function soonOf(id: string, graph: Graph, page = ''): string[] {
  const later = graph.getModuleInfo(id)?.dynamicallyImportedIds ?? [];
  if (later.length === 0 || id.includes('node_modules')) return [];
  const marks = [...readFileSync(id, 'utf8').matchAll(SOON)];
  return marks.flatMap(([, pages, path = '']) => {
    const end = `${path.replace(/^(@|\.+)/, '')}.`;
    const found = later.find((each) => each.includes(end));
    if (!found) throw new Error(`${id} marks ${path} as soon, but does not import it`);
    return pages === undefined || pages.split(', ').includes(page) ? [found] : [];
  });
}

/** For each module of a dialog that is little by itself the chunk of all that need as much: pages alone, or what dialogs share. */
function littleDialogs(graph: Graph, needs = whatNeeds(graph)): Map<string, string> {
  const isLater = (id: string) => !needs.has(id);
  const all = new Set([START]);
  const dialogs = new Set<string>();
  for (const id of all) {
    const { importedIds = [], dynamicallyImportedIds = [] } = graph.getModuleInfo(id) ?? {};
    for (const next of [...importedIds, ...dynamicallyImportedIds]) all.add(next);
    for (const next of dynamicallyImportedIds) if (isLater(next)) dialogs.add(next);
  }
  const parts = [...dialogs].map((id) => [...reachedFrom([id], staticIn(graph))].filter(isLater));
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
