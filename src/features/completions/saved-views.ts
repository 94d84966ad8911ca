import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { useConnection } from '@/components/connection-store';
import { queryOf, useOpenedView, useSavedViews } from '@/components/saved-view-store';
import { useViews, type View } from '@/components/views/use-views';
import type { CompletionSearch } from '@/lib/completion-search';
import { paths } from '@/paths';
import { useCapability } from '@/queries/capabilities';
import { viewMutations } from '@/queries/view-queries';
import { showToast } from '@/ui/toast-store';
import type { ColumnId } from './columns';
import { columnsChosen, useTableLayout } from './table-layout';

/** What can be done to views, wherever they are kept. Failures are told where the action was asked for. */
export function useViewActions() {
  const connection = useConnection();
  const isTeam = useCapability(connection, 'views');
  const create = useMutation(viewMutations.create());
  const update = useMutation(viewMutations.update());
  const remove = useMutation(viewMutations.remove());

  const shownAs = (search: CompletionSearch) => ({
    query: queryOf(search),
    columns: [...useTableLayout.getState().columns],
  });
  async function save(name: string, search: CompletionSearch) {
    if (isTeam) {
      const { id } = await create.mutateAsync({ name, ...shownAs(search) });
      useOpenedView.setState({ id });
      return;
    }
    const view = { name, ...shownAs(search), source: connection.id };
    useSavedViews.setState(({ views }) => ({
      views: [...views.filter((other) => other.name !== name), view],
    }));
    useOpenedView.setState({ id: name });
  }
  async function change(
    view: View,
    next: { name?: string; position?: number; search?: CompletionSearch },
  ) {
    const { search, ...rest } = next;
    const changed = { ...rest, ...(search && shownAs(search)) };
    if (view.stored) await update.mutateAsync({ view: view.stored, change: changed });
    else keptChanged(view, changed);
  }
  async function take(view: View) {
    if (view.stored) await remove.mutateAsync(view.id);
    else keptRemoved(view.name);
    showToast({
      about: `view ${view.id}`,
      title: `View “${view.name}” deleted`,
      action: { label: 'Undo', onAct: () => void bringBack(view) },
    });
  }
  async function bringBack(view: View) {
    const { name, query, columns, stored, source } = view;
    if (!stored) {
      useSavedViews.setState(({ views }) => ({
        views: [...views.filter((other) => other.name !== name), { name, query, columns, source }],
      }));
      return;
    }
    await create
      .mutateAsync({ name, query, columns: [...columns], position: stored.position })
      .catch((error: Error) =>
        showToast({
          tone: 'danger',
          title: `View “${name}” could not be brought back`,
          detail: error.message,
        }),
      );
  }
  return { save, change, take };
}

function keptChanged(view: View, change: Partial<Pick<View, 'name' | 'query' | 'columns'>>) {
  useSavedViews.setState(({ views, usual }) => ({
    views: views.map((each) => (each.name === view.name ? { ...each, ...change } : each)),
    ...(usual === view.name && change.name !== undefined && { usual: change.name }),
  }));
}

function keptRemoved(name: string) {
  useSavedViews.setState(({ views, usual }) => ({
    views: views.filter((view) => view.name !== name),
    usual: usual === name ? null : usual,
  }));
}

export function usualViewToggled({ id, query, columns }: View) {
  useSavedViews.setState(({ usual }) =>
    usual === id
      ? { usual: null, usualShows: null }
      : { usual: id, usualShows: { query, columns } },
  );
}

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
