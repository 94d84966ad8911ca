import { mutationOptions } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { updateCompletion } from '@/api/update-completion';
import { METADATA_LIMITS, sameMetadata, type Metadata } from '#contract/metadata';
import { completionQueries } from '@/queries/completion-queries';
import { completionClient } from '@/queries/completion-client';
import { learning } from '@/queries/source/source-can';

/** How often a change is made again on what somebody else wrote meanwhile. */
const MOST_CONFLICTS = 3;

type PairsChanged = { before: Metadata; answer: CompletionAnswer };

/**
 * Changes some pairs of a completion's metadata and leaves the others as they are now: the map is read, changed and
 * written under its version, again when it was changed in between. Rejects without writing when it would get too big.
 */
export async function changePairs(
  api: Client,
  id: string,
  change: (metadata: Metadata) => Metadata,
  options: CallOptions = {},
): Promise<PairsChanged> {
  for (let conflicts = 0; ; conflicts += 1) {
    const current = await retrieveCompletion(api, id, options);
    const before = current.data.metadata ?? {};
    const after = change(before);
    if (sameMetadata(before, after)) return { before, answer: current };
    if (Object.keys(after).length > METADATA_LIMITS.pairs) {
      const message = `It would have more than ${METADATA_LIMITS.pairs} pairs: remove one first.`;
      throw new ApiError({ kind: 'invalid_request', message });
    }
    try {
      const answer = await updateCompletion(api, id, after, { ...options, ifMatch: current.etag });
      if (sameMetadata(before, answer.data.metadata ?? {})) throw keptAsItWas();
      return { before, answer };
    } catch (error) {
      const isAgain = error instanceof ApiError && error.isConflict && conflicts < MOST_CONFLICTS;
      if (!isAgain) throw error;
    }
  }
}

/** The server took the change, and says with the completion that it made none of it. */
function keptAsItWas(): ApiError {
  const message = 'The server answered with the metadata as it was: it did not change.';
  return new ApiError({ kind: 'invalid_response', message });
}

/** The map with a pair set, or without it where the value is undefined. */
export function withValue(metadata: Metadata, key: string, value: string | undefined): Metadata {
  const others = Object.entries(metadata).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

export type ValueChange = { id: string; key: string; value: string | undefined };

/** Sets or removes one pair. Changes wait for each other, so that quick ones never contradict themselves. */
export function changeValue(connection: Connection) {
  const queries = completionQueries(connection);
  return mutationOptions({
    scope: { id: `pairs ${connection.id} ${connection.baseUrl}` },
    mutationFn: async ({ id, key, value }: ValueChange, { client }) => {
      const api = await completionClient(connection, client);
      return learning(connection, 'update', () =>
        changePairs(api, id, (metadata) => withValue(metadata, key, value)),
      );
    },
    onSuccess: ({ answer }, { id }, _before, { client }) => {
      client.setQueryData(queries.detail(id).queryKey, answer);
      client.setQueriesData<CompletionPage>({ queryKey: queries.lists() }, (page) => {
        const metadata = answer.data.metadata ?? {};
        return (
          page && {
            ...page,
            rows: page.rows.map((row) => (row.id === id ? { ...row, metadata } : row)),
          }
        );
      });
      void client.invalidateQueries({ queryKey: queries.lists() });
    },
  });
}
