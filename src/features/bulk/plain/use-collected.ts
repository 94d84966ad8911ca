import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Connection } from '@/api/connection';
import { beyondPlain, type Collected, collectIds } from '@/queries/browser-jobs/collect-ids';
import type { Chosen } from '../chosen';

/** The ids of what was chosen; of "everything that matches" by going through all pages, as such a server cannot count. */
export function useCollected(connection: Connection, chosen: Chosen) {
  const [seen, setSeen] = useState(0);
  const filters = 'filters' in chosen ? chosen.filters : null;
  const beyond = filters ? beyondPlain(filters) : [];
  const walk = useQuery({
    queryKey: ['collected', connection.id, connection.baseUrl, filters],
    queryFn: ({ signal }) => collectIds(connection, filters ?? [], { signal, onPage: setSeen }),
    enabled: filters !== null && beyond.length === 0,
    // It is counted anew each time that somebody is about to act on it.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const collected: Collected | undefined =
    'ids' in chosen
      ? { ids: chosen.ids, oldest: null, newest: null, metadata: new Map(), strays: 0 }
      : walk.data;
  return { data: collected, seen, beyond, error: walk.error, refetch: walk.refetch };
}
