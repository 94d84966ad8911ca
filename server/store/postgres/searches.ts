import { positions } from '../sql/record-positions';
import { trash } from '../sql/trash-page';
import type { Store } from '../store';
import { facetsOf } from '../table/facets';
import { insightsOf } from '../table/insights';
import { queryTable } from '../table/page';
import type { CompletionFilter } from '../table/query';
import type { TableDatabase } from '../table/selection';
import { seriesOf } from '../table/series';
import type { SearchReach } from './search-reach';

type Searches = Pick<Store, 'query' | 'facets' | 'series' | 'insights' | 'positions' | 'trash'>;

/** What may be a search: where somebody waits it says what it could not know, everything else misses nothing. */
export function searchesOn(table: TableDatabase, reach: SearchReach): Searches {
  const told = <T>({ search }: CompletionFilter, ask: () => Promise<T>) =>
    reach.through(search, true, ask);
  const whole = async <T>(search: string | undefined, ask: () => Promise<T>) =>
    (await reach.through(search, false, ask)).result;
  return {
    query: async (query) => {
      const ask = () => queryTable(table, query);
      if (query.searchRows === undefined) return whole(query.filter.search, ask);
      const { result, unsearched } = await told(query.filter, ask);
      return { ...result, unsearched: result.unsearched + unsearched };
    },
    facets: async (filter, budgetMs) => {
      const { result, unsearched } = await told(filter, () => facetsOf(table, filter, budgetMs));
      return unsearched > 0 ? { ...result, relation: 'estimate' } : result;
    },
    series: async (query) => (await told(query.filter, () => seriesOf(table, query))).result,
    insights: async (query) => (await told(query.filter, () => insightsOf(table, query))).result,
    positions: (query) => whole(query.filter.search, () => positions(table, query)),
    trash: (query) => whole(query.search, () => trash(table, query)),
  };
}
