import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Connection } from '@/api/connection';
import type { Metadata } from '@/api/wire';
import { excludes, type Filter } from '#contract/filter';
import { type CompletionSearch, listingOf } from '@/lib/completion-search';
import { changeValue } from '@/queries/change-pairs';
import { completionQueries } from '@/queries/completion-queries';
import type { Place } from './review-trail';

type Change = { place: Place; key: string; before: string | undefined };

/** Writes verdicts and notes, one pair at a time, and remembers how to take them back. */
export function useReview(connection: Connection, place: Place, verdictKey: string) {
  const change = useMutation(changeValue(connection));
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const last = changes.at(-1);

  function write(metadata: Metadata, key: string, value: string | undefined) {
    const before = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    if (before === value) return;
    change.mutate(
      { id: place.id, key, value },
      { onError: () => setChanges((all) => all.filter((each) => each !== made)) },
    );
    const made = { place, key, before };
    setChanges((all) => [...all, made]);
  }

  return {
    write,
    error: change.error,
    done: new Set(changes.filter(({ key }) => key === verdictKey).map((each) => each.place.id))
      .size,
    /** Restores the pair that was changed last; gives the place of its completion. */
    undo:
      last &&
      (() => {
        change.mutate({ id: last.place.id, key: last.key, value: last.before });
        setChanges((all) => all.slice(0, -1));
        return last.place;
      }),
  };
}

/** How many completions of a list have no verdict; null where the server does not count. */
export function useLeftCount(
  connection: Connection,
  search: CompletionSearch,
  verdictKey: string,
): number | null {
  const missing: Filter = { field: 'metadata_missing', value: verdictKey };
  const filters = [...search.filters.filter((filter) => !excludes(filter, missing)), missing];
  const listing = { ...listingOf(search), filters, after: undefined, before: undefined, limit: 1 };
  const page = useQuery(completionQueries(connection).list(listing)).data;
  return page?.total?.value ?? null;
}
