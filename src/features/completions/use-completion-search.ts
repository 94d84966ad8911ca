import { useLocation, useNavigate } from 'react-router-dom';
import { excludes, type Filter } from '#contract/filter';
import {
  type CompletionSearch,
  completionSearchText,
  parseCompletionSearch,
} from '@/lib/completion-search';
import { paths } from '@/paths';

export type ShowSearch = (next: CompletionSearch, options?: { replace?: boolean }) => void;

/** What the table shows, which the URL alone says, and how to show something else. */
export function useCompletionSearch(): [search: CompletionSearch, show: ShowSearch] {
  const { search } = useLocation();
  const navigate = useNavigate();
  return [
    parseCompletionSearch(new URLSearchParams(search)),
    (next, options) => void navigate(searchPath(next), options),
  ];
}

export function searchPath(search: CompletionSearch): string {
  return paths.completions(completionSearchText(search));
}

/** The same search with something changed, from its first page: a cursor of another list means nothing. */
export function changed(
  search: CompletionSearch,
  change: Partial<CompletionSearch>,
): CompletionSearch {
  return { ...search, after: undefined, before: undefined, ...change };
}

/** With more conditions, in place of what they exclude. */
export function withFilters(search: CompletionSearch, added: readonly Filter[]): CompletionSearch {
  const kept = search.filters.filter((filter) => !added.some((other) => excludes(filter, other)));
  return changed(search, { filters: [...kept, ...added] });
}

export function withText(search: CompletionSearch, text: string): CompletionSearch {
  const others = search.filters.filter(({ field }) => field !== 'q');
  return changed(search, {
    filters: text.trim() === '' ? others : [...others, { field: 'q', value: text }],
  });
}

export function withoutFilters(search: CompletionSearch): CompletionSearch {
  return changed(search, { filters: [] });
}
