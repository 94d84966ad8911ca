import { mutationOptions } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { completionQueries } from '@/queries/completion-queries';
import { completionClient } from '@/queries/completion-client';
import { deleteFrom } from '@/queries/source/delete-from';

/** Deletes a completion, and with it every trace in the cache. Nothing is gone before a second look has missed it. */
export function removeCompletion(connection: Connection) {
  const queries = completionQueries(connection);
  return mutationOptions({
    mutationFn: async (id: string, { client }) =>
      deleteFrom(connection, await completionClient(connection, client), id),
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
