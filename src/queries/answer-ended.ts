import type { QueryClient } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { completionQueries } from '@/queries/completion-queries';

/** An answer that was being generated is so no more: it, the lists and what is counted are read again. */
export async function answerEnded(
  cache: QueryClient,
  connection: Connection,
  id: string,
): Promise<void> {
  const queries = completionQueries(connection);
  const keys = [queries.detail(id).queryKey, queries.lists(), queries.counts()];
  await Promise.all(keys.map((queryKey) => cache.invalidateQueries({ queryKey })));
}
