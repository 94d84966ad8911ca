import { mutationOptions } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { changePairs } from '@/queries/change-pairs';
import { completionQueries } from '@/queries/completion-queries';
import { exchangeClient } from '@/queries/exchange-client';

type Choice = { best: string; others: string[] };

/**
 * Writes into the metadata of the stored answers which one was kept: `compare` is `best` or `other`, and the same
 * `compare_id` ties them together, so that any client of the API can filter by it.
 */
export function keepBest(connection: Connection) {
  return mutationOptions({
    mutationFn: async ({ best, others }: Choice, { client }) => {
      const api = await exchangeClient(connection, client);
      for (const id of [best, ...others]) {
        const compare = id === best ? 'best' : 'other';
        await changePairs(api, id, (metadata) => ({ ...metadata, compare, compare_id: best }));
      }
    },
    onSettled: (_data, _error, _choice, _context, { client }) =>
      client.invalidateQueries({ queryKey: completionQueries(connection).all() }),
  });
}
