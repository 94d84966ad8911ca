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
  /** Id of the connection that it was saved on; views of earlier releases have none. */
  source?: string | undefined;
};

type State = {
  /** Of sources that keep none, and what has not yet been brought to the server. */
  views: readonly SavedView[];
  /** Id of the view that a bare address opens; of one of this browser, its name. */
  usual: string | null;
  /** What that one shows, so that it is known before the server has answered. */
  usualShows?: Pick<SavedView, 'query' | 'columns'> | null;
};

export const useSavedViews = create<State>()(
  persist((): State => ({ views: [], usual: null }), {
    name: 'chatkeep.views',
    storage: browserStorage<State>(),
  }),
);

/** The view that was opened last: what is shown may have been changed since. */
export const useOpenedView = create<{ id: string | null }>()(() => ({ id: null }));

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
