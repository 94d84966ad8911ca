import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import { createView, listViews } from '@/api/views';
import { type SavedView, useSavedViews } from '@/components/saved-view-store';
import { viewQueries } from '@/queries/view-queries';

let isBringing = false;

/**
 * Brings the views that this browser kept before the server did to the server. One leaves the browser only when the
 * server has it; what the server refuses stays, and is tried again with the next page.
 */
export async function bringViews(cache: QueryClient): Promise<void> {
  const own = useSavedViews.getState().views.filter(({ source }) => source === undefined);
  if (own.length === 0 || isBringing) return;
  isBringing = true;
  try {
    const taken = await listViews();
    for (const view of own) {
      const same = taken.find(({ name, query }) => name === view.name && query === view.query);
      const { query, columns } = view;
      const name = freeName(view.name, new Set(taken.map((other) => other.name)));
      const stored = same ?? (await createView({ name, query, columns: [...columns] }));
      taken.push(stored);
      broughtAs(view, stored.id);
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  } finally {
    isBringing = false;
    await cache.invalidateQueries({ queryKey: viewQueries.list().queryKey });
  }
}

function broughtAs(view: SavedView, id: string) {
  useSavedViews.setState(({ views, usual }) => ({
    views: views.filter((other) => other !== view),
    ...(usual === view.name && {
      usual: id,
      usualShows: { query: view.query, columns: view.columns },
    }),
  }));
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${Array.from(name).slice(0, 54).join('')} (${number})`;
    if (!taken.has(free)) return free;
  }
}
