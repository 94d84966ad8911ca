import type { ExportRequest } from '#contract/wire/transfers';
import { filterText } from '@/components/filter-text';
import { type Filter, filterPairs } from '#contract/filter';

/** What the next action is for: these, or everything that matches. */
export type Chosen = { ids: string[] } | { filters: Filter[] };

export function targetOf(chosen: Chosen): ExportRequest['target'] {
  if ('ids' in chosen) return chosen;
  if (chosen.filters.length === 0) return { all: true };
  return { filter: new URLSearchParams(filterPairs(chosen.filters)).toString() };
}

/** "3 selected completions", "everything with env=prod and text “hello”". */
export function chosenText(chosen: Chosen): string {
  if ('ids' in chosen) {
    return chosen.ids.length === 1
      ? '1 selected completion'
      : `${chosen.ids.length} selected completions`;
  }
  const { filters } = chosen;
  if (filters.length === 0) return 'every completion that is stored';
  const words = filters.map((filter) => {
    const { name, value } = filterText(filter);
    return name === undefined ? value : `${name}=${value}`;
  });
  return `every completion that matches ${words.join(', ')}`;
}
