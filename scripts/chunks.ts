import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

type Group = NonNullable<Rolldown.CodeSplittingOptions['groups']>[number];
type Graph = Rolldown.ChunkingContext;

const START = fileURLToPath(new URL('../src/main.tsx', import.meta.url));
const ROUTES = fileURLToPath(new URL('../src/routes.tsx', import.meta.url));
const PAGE = /\/src\/pages\/([a-z-]+)-page\.tsx$/;
/** Names every icon there is, so what it imports says nothing about who needs which. */
const ICONS = /\/lucide-react\//;
/** In bytes of source: less is not worth a request of its own. */
const SMALL = 5_000;

/**
 * What is loaded together is one chunk, and who imports what decides it, not a list of files:
 * the start; a page; what two or three pages share, if it is large; what else pages share; and what
 * several dialogs and editors share. All else lies with the one dialog that needs it.
 * A page is named after its file, see scripts/size.ts.
 */
export function chunkGroups(): Group[] {
  let found: Map<string, Set<string>> | undefined;
  const neededBy = (id: string, graph: Graph) => [
    ...((found ??= whatNeeds(graph)).get(id) ?? new Set<string>()),
  ];
  const group = (
    rest: Partial<Group>,
    nameOf: (needing: string[], id: string) => string | null,
  ): Group => ({ ...rest, name: (id, graph) => nameOf(neededBy(id, graph), id) });

  return [
    { name: 'icons', test: ICONS },
    group({ test: /node_modules/ }, (needing) => (needing.includes('start') ? 'libraries' : null)),
    group({}, (needing, id) => (needing.includes('start') && id !== START ? 'start' : null)),
    group({ minSize: SMALL }, ([page, ...others], id) =>
      page !== undefined && others.length === 0 && !PAGE.test(id) ? page : null,
    ),
    group({ minSize: SMALL }, (needing) =>
      needing.length === 2 || needing.length === 3 ? needing.sort().join('-') : null,
    ),
    group({}, (needing) => (needing.length > 1 ? 'shared' : null)),
    group({ minShareCount: 2 }, (needing) => (needing.length === 0 ? 'later' : null)),
  ];
}

/** For each module the pages, or the start, that cannot do without it. */
function whatNeeds(graph: Graph): Map<string, Set<string>> {
  const needs = new Map<string, Set<string>>();
  const pages = graph.getModuleInfo(ROUTES)?.dynamicallyImportedIds ?? [];
  const roots: [string, string][] = pages.map((id) => [PAGE.exec(id)?.[1] ?? id, id]);
  for (const [name, root] of [['start', START] as const, ...roots])
    for (const id of reachedFrom(root, graph))
      needs.set(id, (needs.get(id) ?? new Set<string>()).add(name));
  return needs;
}

function reachedFrom(root: string, graph: Graph): Set<string> {
  const reached = new Set([root]);
  for (const id of reached)
    if (!ICONS.test(id))
      for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(next);
  return reached;
}
