import { useMutation } from '@tanstack/react-query';
import { useConnection } from '@/components/connection-store';
import { queryOf, useOpenedView, useSavedViews } from '@/components/saved-view-store';
import type { View } from '@/components/views/use-views';
import type { CompletionSearch } from '@/lib/completion-search';
import { useCapability } from '@/queries/capabilities';
import { viewMutations } from '@/queries/view-queries';
import { showToast } from '@/ui/toast-store';
import { useTableLayout } from './table-layout';

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
          title: `View “${name}” could not be restored`,
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
