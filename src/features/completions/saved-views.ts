import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { useOpenedView, useSavedViews } from '@/components/saved-view-store';
import { useViews } from '@/components/views/use-views';
import { paths } from '@/paths';
import type { ColumnId } from './columns';
import { columnsChosen } from './table-layout';

/** A view that was opened brings its columns. */
export function useOpenedColumns() {
  const { key, state } = useLocation();
  const views = useViews();
  // Written by the links to views alone.
  const id = (state as { view?: string } | null)?.view;
  const view = views.find((each) => each.id === id);
  useEffect(() => {
    if (view === undefined) return;
    // Chosen in the table, whose ids they are.
    if (view.columns.length > 0) columnsChosen(view.columns as readonly ColumnId[]);
    useOpenedView.setState({ id: view.id });
    // Once for each time that it is opened: from then on the table may be changed.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, view?.id]);
}

/** A bare address was opened: where it leads; null when no view is the usual one, or it shows everything. */
export function usualViewOpened(): string | null {
  const { views, usual, usualShows } = useSavedViews.getState();
  const view =
    usual === null ? undefined : (views.find(({ name }) => name === usual) ?? usualShows);
  if (!view) return null;
  columnsChosen(view.columns as readonly ColumnId[]);
  useOpenedView.setState({ id: usual });
  return view.query !== '' ? paths.completions(view.query) : null;
}
