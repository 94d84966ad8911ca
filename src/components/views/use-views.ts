import { useQuery } from '@tanstack/react-query';
import type { View as StoredView } from '#contract/wire/views';
import { useConnection } from '@/components/connection-store';
import { type SavedView, useSavedViews } from '@/components/saved-view-store';
import { useCapability } from '@/queries/capabilities';
import { viewQueries } from '@/queries/view-queries';

/** A view as the dashboard shows it, whoever keeps it. */
export type View = SavedView & {
  /** Of one of this browser, its name. */
  id: string;
  /** As the server keeps it; null: this browser does. */
  stored: StoredView | null;
};

/** The views of the current source: those of the team where the server keeps them, else those of this browser. */
export function useViews(): View[] {
  const connection = useConnection();
  const isTeam = useCapability(connection, 'views');
  const kept = useSavedViews((state) => state.views);
  const { data = [] } = useQuery({ ...viewQueries.list(), enabled: isTeam });
  const stored = data.map((view): View => ({ ...view, stored: view }));
  // Those without a source are on their way to the server, or were refused by it: never lost.
  const own = kept.filter(({ source }) => source === undefined || source === connection.id);
  return [
    ...(isTeam ? stored : []),
    ...own.map((view) => ({ ...view, id: view.name, stored: null })),
  ];
}
