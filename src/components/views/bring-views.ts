import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import { createView, listViews } from '@/api/views';
import { type SavedView, useSavedViews } from '@/components/saved-view-store';
import { freeName, namesOf } from '@/lib/free-name';
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
      // The server takes names of 60 characters.
      const short = Array.from(view.name).slice(0, 54).join('');
      const name = freeName(view.name, namesOf(taken), (number) => `${short} (${number})`);
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
