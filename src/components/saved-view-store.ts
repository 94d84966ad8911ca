import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from '@/components/browser-storage';
import { type CompletionSearch, completionSearchText } from '@/lib/completion-search';

export type SavedView = {
  name: string;
  /** Filters, sort and page size as a query string. */
  query: string;
  /** Ids of the table's columns. */
  columns: readonly string[];
};

type State = {
  views: readonly SavedView[];
  /** Name of the view that a bare address opens. */
  usual: string | null;
};

export const useSavedViews = create<State>()(
  persist((): State => ({ views: [], usual: null }), {
    name: 'chatkeep.views',
    storage: browserStorage<State>(),
  }),
);

/** A view has no place within its pages, and nothing beside it. */
export function queryOf(search: CompletionSearch): string {
  return completionSearchText({
    ...search,
    after: undefined,
    before: undefined,
    peek: undefined,
    unknown: [],
  });
}
