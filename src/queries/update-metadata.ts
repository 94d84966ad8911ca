import { mutationOptions, type QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import type { Client } from '@/api/client';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { updateCompletion } from '@/api/update-completion';
import { mergeMetadata } from '#contract/merge-metadata';
import { sameMetadata, type Metadata } from '#contract/metadata';
import { completionQueries } from '@/queries/completion-queries';
import { completionClient } from '@/queries/completion-client';
import { learning } from '@/queries/source/source-can';

export type MetadataChange = {
  id: string;
  /** The whole map. */
  metadata: Metadata;
  /** The map as it was when the edit began. */
  base: Metadata;
  /** Of the version that was edited, which is not always the version in the cache. */
  etag: string | null;
};

/** Writes metadata, shown at once in the detail and in every list, and taken back when the write fails. */
export function updateMetadata(connection: Connection) {
  const queries = completionQueries(connection);
  return mutationOptions({
    mutationFn: async ({ id, metadata, base, etag }: MetadataChange, { client }) => {
      const api = await completionClient(connection, client);
      return learning(connection, 'update', () => write(api, { id, metadata, base, etag }));
    },
    onMutate: async ({ id, metadata }, { client }) => {
      const { queryKey } = queries.detail(id);
      await client.cancelQueries({ queryKey });
      await client.cancelQueries({ queryKey: queries.lists() });
      const detail = client.getQueryData(queryKey);
      const lists = client.getQueriesData<CompletionPage>({ queryKey: queries.lists() });
      if (detail) client.setQueryData(queryKey, withMetadata(detail, metadata));
      setInLists(client, queries.lists(), id, metadata);
      return { detail, lists };
    },
    onError: (_error, { id }, before, { client }) => {
      if (before?.detail) client.setQueryData(queries.detail(id).queryKey, before.detail);
      for (const [key, page] of before?.lists ?? []) client.setQueryData(key, page);
    },
    onSuccess: (answer, { id }, _before, { client }) => {
      client.setQueryData(queries.detail(id).queryKey, answer);
      setInLists(client, queries.lists(), id, answer.data.metadata ?? {});
    },
    onSettled: async (_answer, error, { id }, _before, { client }) => {
      // Not awaited by the form: a filtered list may lose the row, and a conflict shows the other version.
      void client.invalidateQueries({ queryKey: queries.lists() });
      if (error) await client.invalidateQueries({ queryKey: queries.detail(id).queryKey });
    },
  });
}

/** How often somebody else may be faster. */
const MOST_MERGES = 3;

/** Writes the map; what somebody else wrote meanwhile to other pairs is merged in, and only a contradiction rejects. */
async function write(api: Client, change: MetadataChange, merges = 0): Promise<CompletionAnswer> {
  const { id, metadata, base, etag } = change;
  try {
    if (etag === null) await checkUnchanged(api, id, base);
    return await updateCompletion(api, id, metadata, { ifMatch: etag });
  } catch (error) {
    if (!(error instanceof ApiError && error.isConflict) || merges >= MOST_MERGES) throw error;
    const current = await retrieveCompletion(api, id);
    const theirs = current.data.metadata ?? {};
    const { merged, conflicts } = mergeMetadata(base, metadata, theirs);
    if (conflicts.length > 0) throw error;
    const again = { id, metadata: merged, base: theirs, etag: current.etag };
    return write(api, again, merges + 1);
  }
}

/** A server without ETags cannot refuse to write over what somebody else wrote: just before, the map is read again. */
async function checkUnchanged(api: Client, id: string, base: Metadata): Promise<void> {
  const { data } = await retrieveCompletion(api, id);
  if (sameMetadata(data.metadata ?? {}, base)) return;
  const message = 'Someone else changed the metadata meanwhile.';
  throw new ApiError({ kind: 'invalid_request', status: 412, message });
}

function withMetadata(answer: CompletionAnswer, metadata: Metadata): CompletionAnswer {
  return { ...answer, data: { ...answer.data, metadata } };
}

function setInLists(
  client: QueryClient,
  queryKey: readonly unknown[],
  id: string,
  metadata: Metadata,
): void {
  client.setQueriesData<CompletionPage>({ queryKey }, (page) => {
    if (!page) return page;
    const rows = page.rows.map((row) => (row.id === id ? { ...row, metadata } : row));
    return { ...page, rows };
  });
}
