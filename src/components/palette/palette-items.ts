import { hasWords } from '@/lib/has-words';
import type { CompletionSummary } from '@/api/completion-summary';
import type { Facets } from '#contract/wire/table';
import type { SavedView } from '@/components/saved-view-store';
import {
  type CompletionSearch,
  completionSearchText,
  EVERYTHING,
  filterText,
} from '@/lib/completion-search';
import { formatNumber, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { excludes, type Filter } from '#contract/filter';
import { pageActions } from './page-actions';
import type { PaletteItem } from './palette-item';
import { placeItems } from './places';

export type Sources = {
  facets: Facets | null;
  views: readonly SavedView[];
  /** Completions whose texts have what is typed. */
  found: readonly CompletionSummary[];
  /** What the table shows, while it is the page. */
  table: CompletionSearch | null;
};

/** Fewer letters are no name of a place yet. */
const LEAST_NAME = 3;
/** So many filters at once: more are better found by another letter. */
const MOST_FILTERS = 12;

/**
 * What a text finds, best first: a place that it begins the name of, a completion by its id, the texts that have it, filters with their counts, views,
 * completions, what this page does, places and settings. `>` narrows it to actions, `#` to metadata, `@` to models.
 */
export function paletteItems(text: string, sources: Sources): PaletteItem[] {
  const { facets, table, views, found } = sources;
  const [, mark = '', rest = ''] = /^([>#@]?)\s*(.*?)\s*$/s.exec(text) ?? [];
  const isFound = matcher(rest);
  const places = placeItems().filter(isFound);
  const actions = [...pageActions().filter(isFound), ...places];
  const models = valueItems(table, 'model', facets?.models).filter(isFound);
  const pairs = pairItems(table, facets).filter(isFound);
  if (mark === '>') return actions;
  if (mark === '@') return models;
  if (mark === '#') return pairs;
  const saved = views.map(viewItem).filter(isFound);
  if (rest === '') return [...saved, ...actions];
  const others = [
    ...valueItems(table, 'provider', facets?.providers),
    ...valueItems(table, 'state', facets?.states),
    ...valueItems(table, 'finish_reason', facets?.finish_reasons),
  ].filter(isFound);
  // "trash" is the place before it is a word of a text.
  const named =
    rest.length < LEAST_NAME ? [] : places.filter(({ label }) => beginsWith(label, rest));
  return [
    ...named,
    ...findItems(rest, table),
    ...[...models, ...pairs, ...others].slice(0, MOST_FILTERS),
    ...saved,
    ...found.map((row) => completionItem(row, rest)),
    ...actions.filter((item) => !named.includes(item)),
  ];
}

function beginsWith(label: string, text: string): boolean {
  return label.toLowerCase().startsWith(text.toLowerCase());
}

/** Every word, in any order and case. */
function matcher(text: string): (item: PaletteItem) => boolean {
  const isFound = hasWords(text);
  return ({ label, words = '', group }) => isFound(`${label} ${words} ${group}`);
}

function findItems(text: string, table: CompletionSearch | null): PaletteItem[] {
  const search: PaletteItem = {
    group: 'Find',
    label: `Texts contain “${text}”`,
    to: tableWith(table, { field: 'q', value: text }),
  };
  // Ids of any server: no blanks, and longer than a word that one would search for.
  const isId = /^\S{12,}$/.test(text);
  return isId
    ? [{ group: 'Find', label: `Open completion ${text}`, to: paths.completion(text) }, search]
    : [search];
}

const VALUE_WORDS = {
  model: 'model',
  provider: 'provider',
  state: 'state',
  finish_reason: 'ended',
};

function valueItems(
  table: CompletionSearch | null,
  field: keyof typeof VALUE_WORDS,
  values: Facets['models'] = [],
): PaletteItem[] {
  return values.map(({ value, count }) => ({
    group: groupOf(table),
    label: value,
    hint: `${VALUE_WORDS[field]}, ${formatNumber(count)}`,
    words: VALUE_WORDS[field],
    to: tableWith(table, { field, value }),
  }));
}

function pairItems(table: CompletionSearch | null, facets: Facets | null): PaletteItem[] {
  return (facets?.metadata ?? []).flatMap(({ key, values }) =>
    values.map(({ value, count }): PaletteItem => ({
      group: groupOf(table),
      label: `${key} = ${value}`,
      hint: formatNumber(count),
      to: tableWith(table, { field: 'metadata', key, value }),
    })),
  );
}

function viewItem({ name, query }: SavedView): PaletteItem {
  return { group: 'Views', label: name, to: paths.completions(query) };
}

function completionItem(row: CompletionSummary, text: string): PaletteItem {
  const list = filterText({ field: 'q', value: text });
  return {
    group: 'Completions',
    label: row.input_preview || row.output_preview || row.id,
    hint: formatRelativeTime(row.created),
    to: paths.completion(row.id, list),
  };
}

function groupOf(table: CompletionSearch | null) {
  return table ? 'Filter this table' : 'Filters';
}

/** The table with one more condition, in place of what it excludes. */
function tableWith(table: CompletionSearch | null, filter: Filter): string {
  const { filters, ...search } = table ?? EVERYTHING;
  const kept = filters.filter((other) => !excludes(other, filter));
  const place = { after: undefined, before: undefined, peek: undefined };
  return paths.completions(
    completionSearchText({ ...search, ...place, filters: [...kept, filter] }),
  );
}
