import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from '@/components/browser-storage';
import { type CompletionSearch, completionSearchText } from '@/lib/completion-search';
import { paths } from '@/paths';
import type { ColumnId } from './columns';
import { columnsChosen, useTableLayout } from './table-layout';

export type SavedView = {
  name: string;
  /** Filters, sort and page size as a query string. */
  query: string;
  columns: readonly ColumnId[];
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

/** Saves what the table shows under a name, in place of a view that had it. */
export function viewSaved(name: string, search: CompletionSearch) {
  const view = { name, query: queryOf(search), columns: useTableLayout.getState().columns };
  useSavedViews.setState(({ views }) => ({
    views: [...views.filter((other) => other.name !== name), view],
  }));
}

export function viewRemoved(name: string) {
  useSavedViews.setState(({ views, usual }) => ({
    views: views.filter((view) => view.name !== name),
    usual: usual === name ? null : usual,
  }));
}

export function usualViewToggled(name: string) {
  useSavedViews.setState(({ usual }) => ({ usual: usual === name ? null : name }));
}

export function viewOpened({ columns }: SavedView) {
  columnsChosen(columns);
}

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

/** A bare address was opened: where it leads; null when no view is the usual one, or it shows everything. */
export function usualViewOpened(): string | null {
  const { views, usual } = useSavedViews.getState();
  const view = views.find(({ name }) => name === usual);
  if (view) viewOpened(view);
  return view && view.query !== '' ? paths.completions(view.query) : null;
}
