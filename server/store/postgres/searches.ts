import { positions } from '../sql/record-positions';
import { trash } from '../sql/trash-page';
import type { Store } from '../store';
import { countExpected } from '../table/expected';
import { facetsOf } from '../table/facets';
import { insightsOf } from '../table/insights';
import { queryTable } from '../table/page';
import type { TableDatabase } from '../table/dialect';
import { seriesOf } from '../table/series';
import type { PostgresDatabase } from './database';
import type { SearchReach } from './search-reach';
import { tableOn } from './table';

type Searches = Pick<Store, 'query' | 'facets' | 'series' | 'insights' | 'positions' | 'trash'>;

/** What may be a search: where somebody waits it says what it could not know, everything else misses nothing. */
export function searchesOn(database: PostgresDatabase, reach: SearchReach): Searches {
  const plain = tableOn(database);
  const told = async <T>(search: string | undefined, ask: Ask<T>, mayMiss = true) => {
    if ((search ?? '').trim() === '') return { result: await ask(plain), unsearched: 0 };
    return reach.through(mayMiss, () => ask(plain));
  };
  const whole = async <T>(search: string | undefined, ask: Ask<T>) =>
    (await told(search, ask, false)).result;
  return {
    query: async (query) => {
      const { search } = query.filter;
      const ask = (table: TableDatabase) => queryTable(table, query);
      const { result, unsearched } = await told(search, ask, query.searchRows !== undefined);
      return { ...result, unsearched: result.unsearched + unsearched };
    },
    facets: async (filter, budgetMs) => {
      const ask = (table: TableDatabase) => facetsOf(table, filter, budgetMs);
      const { result, unsearched } = await told(filter.search, ask);
      return unsearched > 0 ? { ...result, relation: 'estimate' } : result;
    },
    series: async (query) => {
      const { result } = await told(query.filter.search, (table) => seriesOf(table, query));
      void countExpected(plain);
      return result;
    },
    insights: async (query) =>
      (await told(query.filter.search, (table) => insightsOf(table, query))).result,
    positions: (query) => whole(query.filter.search, (table) => positions(table, query)),
    trash: (query) => whole(query.search, (table) => trash(table, query)),
  };
}

type Ask<T> = (table: TableDatabase) => Promise<T>;
