import { isDamage } from './index-file';
import type { Indexing } from './indexing';

type Query = { filter: { search?: string | undefined }; searchRows?: number | undefined };

type Search = <T>(query: Query, ask: () => Promise<T>) => Promise<T>;

/**
 * Asks something that may be a search. One that must not miss anything waits for an index that is made anew. Where the
 * index cannot be read, it is made anew, and what is not indexed is looked through.
 */
export function searchesThrough(indexing: Indexing): Search {
  return async ({ filter: { search = '' }, searchRows }, ask) => {
    if (search.trim() === '') return ask();
    if (searchRows === undefined) await indexing.bounded();
    try {
      return await ask();
    } catch (error) {
      if (!isDamage(error)) throw error;
      // It was made anew just then, or is damaged; or the database is, which no index helps.
      await indexing.remake();
      return ask();
    }
  };
}
