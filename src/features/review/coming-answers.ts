import type { QueryClient } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import type { Metadata } from '#contract/metadata';
import { completionQueries } from '@/queries/completion-queries';
import { withWrites } from '@/queries/pair-writes/pair-write';
import { usePairWrites, writesOf } from '@/queries/pair-writes/pair-writes';

/** The metadata of completions as they will be, once everything that is on its way has arrived. */
export function comingAnswers(connection: Connection, cache: QueryClient) {
  const { detail } = completionQueries(connection);
  const coming = (id: string, metadata: Metadata) =>
    withWrites(metadata, writesOf(usePairWrites.getState(), connection, id));
  /** Undefined while they are not here. */
  function known(id: string): Metadata | undefined {
    const answer = cache.getQueryData(detail(id).queryKey);
    return answer && coming(id, answer.data.metadata ?? {});
  }
  return {
    known,
    /** As far as they are known: at least what was answered here. */
    answers: (id: string): Metadata => known(id) ?? coming(id, {}),
  };
}
