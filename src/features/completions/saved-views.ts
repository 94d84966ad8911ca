import { queryOf, type SavedView, useSavedViews } from '@/components/saved-view-store';
import type { CompletionSearch } from '@/lib/completion-search';
import { paths } from '@/paths';
import type { ColumnId } from './columns';
import { columnsChosen, useTableLayout } from './table-layout';

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
  // Chosen in the table, whose ids they are.
  columnsChosen(columns as readonly ColumnId[]);
}

/** A bare address was opened: where it leads; null when no view is the usual one, or it shows everything. */
export function usualViewOpened(): string | null {
  const { views, usual } = useSavedViews.getState();
  const view = views.find(({ name }) => name === usual);
  if (view) viewOpened(view);
  return view && view.query !== '' ? paths.completions(view.query) : null;
}
