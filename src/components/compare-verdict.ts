import { mutationOptions, useMutation, useQueries } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import type { Metadata } from '#contract/metadata';
import { useConnection } from '@/components/connection-store';
import { changePairs, withValue } from '@/queries/change-pairs';
import { completionQueries } from '@/queries/completion-queries';
import { completionClient } from '@/queries/completion-client';
import { showToast } from '@/ui/toast-store';

/** What is held of answers that were compared: one of them is the best, or all are as good, or none is. */
export type Verdict = { best: string } | 'equal' | 'none';

type Judged = {
  /** The stored answers, in the order of their columns. */
  ids: readonly string[];
  /** Null takes back what was written. */
  verdict: Verdict | null;
};

/**
 * Writes into the metadata of the stored answers which one was held to be best: `compare` is `best` or `other`, `equal`
 * or `none`, and the same `compare_id` ties them together, so that any client of the API can filter by it.
 */
function writeVerdict(connection: Connection) {
  return mutationOptions({
    scope: { id: 'verdict on columns' },
    mutationFn: async ({ ids, verdict }: Judged, { client }) => {
      const api = await completionClient(connection, client);
      for (const id of ids) await changePairs(api, id, (now) => withVerdict(now, id, ids, verdict));
    },
    onSettled: (_data, _error, _choice, _context, { client }) =>
      client.invalidateQueries({ queryKey: completionQueries(connection).all() }),
  });
}

function withVerdict(
  metadata: Metadata,
  id: string,
  ids: readonly string[],
  verdict: Verdict | null,
): Metadata {
  const word = verdict === null ? undefined : wordFor(id, verdict);
  const tie = verdict === null ? undefined : typeof verdict === 'object' ? verdict.best : ids[0];
  return withValue(withValue(metadata, 'compare', word), 'compare_id', tie);
}

function wordFor(id: string, verdict: Verdict): string {
  if (typeof verdict === 'string') return verdict;
  return verdict.best === id ? 'best' : 'other';
}

/** What the stored answers themselves say; null where they do not say it all together. */
export function verdictIn(pairs: readonly { id: string; metadata: Metadata }[]): Verdict | null {
  const [first] = pairs;
  const tie = first?.metadata.compare_id;
  if (tie === undefined || pairs.some(({ metadata }) => metadata.compare_id !== tie)) return null;
  const verdict = ([{ best: tie }, 'equal', 'none'] as const).find((each) =>
    pairs.every(({ id, metadata }) => metadata.compare === wordFor(id, each)),
  );
  return verdict ?? null;
}

/** As the server has it: another tab, or another client, may have written it. */
function useVerdictOf(ids: readonly string[]): Verdict | null {
  const queries = completionQueries(useConnection());
  return useQueries({
    queries: ids.map((id) => queries.detail(id)),
    combine: (results) => {
      const pairs = results.map(({ data }, at) => ({
        id: ids[at] ?? '',
        metadata: data?.data.metadata ?? {},
      }));
      return verdictIn(pairs);
    },
  });
}

/** What is held of them, and how that is changed: one change at a time, and what fails is said. */
export function useVerdictOn(ids: readonly string[]) {
  const writing = useMutation(writeVerdict(useConnection()));
  return {
    verdict: useVerdictOf(ids),
    /** On its way; null also while a verdict is taken back. */
    asked: writing.isPending ? writing.variables.verdict : null,
    write: (verdict: Verdict | null) => {
      if (writing.isPending) return;
      writing.mutate(
        { ids, verdict },
        {
          onError: ({ message }) =>
            showToast({ title: 'The verdict was not written', detail: message, tone: 'danger' }),
        },
      );
    },
  };
}
