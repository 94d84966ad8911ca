import { preferencesChanged } from '@/components/preferences-store';
import { filterText } from '@/lib/completion-search';
import { paths } from '@/paths';
import type { Filter } from '#contract/filter';
import type { Facets } from '#contract/wire/table';

export type PaletteItem = {
  group: 'Find' | 'Go to' | 'Filters' | 'Appearance';
  label: string;
  /** Quieter, after the label: a count, what it leads to. */
  hint?: string;
  /** Further words by which it is found. */
  words?: string;
} & ({ to: string } | { act: () => void });

const PLACES: PaletteItem[] = [
  { group: 'Go to', label: 'Playground', to: paths.playground() },
  { group: 'Go to', label: 'Compare models', words: 'side by side', to: paths.playgroundCompare() },
  { group: 'Go to', label: 'Completions', words: 'table list', to: paths.completions() },
  { group: 'Go to', label: 'Review', words: 'verdict judge', to: paths.review() },
  {
    group: 'Go to',
    label: 'Insights',
    words: 'cost tokens latency failures chart',
    to: paths.insights(),
  },
  { group: 'Go to', label: 'Jobs', words: 'data running', to: paths.data('jobs') },
  { group: 'Go to', label: 'Trash', words: 'data deleted restore', to: paths.data('trash') },
  {
    group: 'Go to',
    label: 'Retention rules',
    words: 'data delete age',
    to: paths.data('retention'),
  },
  {
    group: 'Go to',
    label: 'Export and import',
    words: 'data csv jsonl',
    to: paths.data('transfer'),
  },
  { group: 'Go to', label: 'Mirror', words: 'data copy', to: paths.data('mirror') },
  { group: 'Go to', label: 'Metadata keys', words: 'data tags', to: paths.data('metadata') },
  { group: 'Go to', label: 'Audit log', words: 'data who', to: paths.data('audit') },
  { group: 'Go to', label: 'Settings', words: 'providers connection key', to: paths.settings() },
];

const LOOKS: PaletteItem[] = (['system', 'light', 'dark'] as const).map((theme) => ({
  group: 'Appearance',
  label: `Theme: ${theme}`,
  words: 'colours night',
  act: () => preferencesChanged({ theme }),
}));

/** So many filters at once: more are better found by another letter. */
const MOST_FILTERS = 12;

/**
 * What a text finds, best first: a completion by its id, the texts that have it, places and actions, filters with their
 * counts. `>` narrows it to places and actions, `#` to metadata, `@` to models.
 */
export function paletteItems(text: string, facets: Facets | null): PaletteItem[] {
  const [, mark = '', rest = ''] = /^([>#@]?)\s*(.*?)\s*$/s.exec(text) ?? [];
  const isFound = matcher(rest);
  const places = [...PLACES, ...LOOKS].filter(isFound);
  const models = modelItems(facets).filter(isFound);
  const pairs = pairItems(facets).filter(isFound);
  if (mark === '>') return places;
  if (mark === '@') return models;
  if (mark === '#') return pairs;
  if (rest === '') return places;
  return [...findItems(rest), ...places, ...[...models, ...pairs].slice(0, MOST_FILTERS)];
}

/** Every word, in any order and case. */
function matcher(text: string): (item: PaletteItem) => boolean {
  const words = text.toLocaleLowerCase().split(/\s+/);
  return ({ label, words: more = '' }) => {
    const all = `${label} ${more}`.toLocaleLowerCase();
    return words.every((word) => all.includes(word));
  };
}

function findItems(text: string): PaletteItem[] {
  const search: PaletteItem = {
    group: 'Find',
    label: `Search texts for “${text}”`,
    to: tableOf({ field: 'q', value: text }),
  };
  // Ids of any server: no blanks, and longer than a word that one would search for.
  const isId = /^\S{12,}$/.test(text);
  return isId
    ? [{ group: 'Find', label: `Open completion ${text}`, to: paths.completion(text) }, search]
    : [search];
}

function modelItems(facets: Facets | null): PaletteItem[] {
  return (facets?.models ?? []).map(({ value, count }) => ({
    group: 'Filters',
    label: value,
    hint: `model, ${count}`,
    to: tableOf({ field: 'model', value }),
  }));
}

function pairItems(facets: Facets | null): PaletteItem[] {
  return (facets?.metadata ?? []).flatMap(({ key, values }) =>
    values.map(({ value, count }): PaletteItem => ({
      group: 'Filters',
      label: `${key} = ${value}`,
      hint: String(count),
      to: tableOf({ field: 'metadata', key, value }),
    })),
  );
}

function tableOf(filter: Filter): string {
  return paths.completions(filterText(filter));
}
