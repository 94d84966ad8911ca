import { mutationOptions } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import type { Client } from '@/api/client';
import type { Connection } from '@/api/connection';
import { deleteCompletion } from '@/api/delete-completion';
import type { CompletionPage } from '@/api/list-table';
import { completionQueries } from '@/queries/completion-queries';
import { exchangeClient } from '@/queries/exchange-client';

/** Deletes a completion, and with it every trace in the cache. Nothing is gone before the server says so. */
export function removeCompletion(connection: Connection) {
  const queries = completionQueries(connection);
  return mutationOptions({
    mutationFn: async (id: string, { client }) => {
      if (await isGone(await exchangeClient(connection, client), id)) return;
      const message = 'The server did not delete the completion.';
      throw new ApiError({ kind: 'invalid_response', message });
    },
    onSuccess: async (_result, id, _before, { client }) => {
      await client.cancelQueries({ queryKey: queries.lists() });
      client.setQueriesData<CompletionPage>({ queryKey: queries.lists() }, (page) => {
        return page && withoutRow(page, id);
      });
      const own = [queries.detail(id), queries.messages(id), queries.input(id)];
      for (const { queryKey } of own) {
        // Removed under an open page, the query would be sent once more and end in an error.
        client.removeQueries({ queryKey, type: 'inactive' });
        await client.invalidateQueries({ queryKey, refetchType: 'none' });
      }
      void client.invalidateQueries({ queryKey: queries.lists() });
      void client.invalidateQueries({ queryKey: queries.counts() });
    },
  });
}

function withoutRow({ rows, total, ...page }: CompletionPage, id: string): CompletionPage {
  const left = rows.filter((row) => row.id !== id);
  const gone = rows.length - left.length;
  return { ...page, rows: left, total: total && { ...total, value: total.value - gone } };
}

async function isGone(client: Client, id: string): Promise<boolean> {
  try {
    return await deleteCompletion(client, id);
  } catch (error) {
    // Somebody else was faster: what was asked for is so.
    if (error instanceof ApiError && error.isNotFound) return true;
    throw error;
  }
}
