import { useQuery } from '@tanstack/react-query';
import { clientFor, type Connection, LOCAL_CONNECTION } from '@/api/connection';
import type { Filter } from '#contract/filter';
import { factLearnt, factOf, useSourceFacts } from '@/queries/source/source-facts';

type FilterFact = 'metadata' | 'model';

/**
 * Whether a source takes no notice of filters by metadata or by model. It is asked once a day; where it does not say,
 * its rows are held against the filter all the same.
 */
export async function isIgnored(
  connection: Connection,
  field: FilterFact,
  signal?: AbortSignal,
): Promise<boolean> {
  const known = factOf(useSourceFacts.getState(), connection, field);
  if (known) return !known.can;
  const { ignoresFilter } = await import('@/api/probe-source');
  const ignores = await ignoresFilter(clientFor(connection), field, { signal });
  const how = ignores
    ? 'lists completions for a value that none has'
    : 'lists none for such a value';
  factLearnt(connection, field, { can: !ignores, how });
  return ignores;
}

/** Which of the filters a source ignores, as far as is known. */
export function useIgnoredFilters(connection: Connection, filters: readonly Filter[]): Filter[] {
  const metadata = useIsIgnored(connection, filters, 'metadata');
  const model = useIsIgnored(connection, filters, 'model');
  return filters.filter(
    ({ field }) => (field === 'metadata' && metadata) || (field === 'model' && model),
  );
}

function useIsIgnored(
  connection: Connection,
  filters: readonly Filter[],
  field: FilterFact,
): boolean {
  const isAsked =
    connection.id !== LOCAL_CONNECTION.id && filters.some((filter) => filter.field === field);
  const fact = useSourceFacts((state) => factOf(state, connection, field));
  useQuery({
    queryKey: ['source', connection.id, connection.baseUrl, field, fact?.at ?? null],
    queryFn: ({ signal }) => isIgnored(connection, field, signal),
    enabled: isAsked && fact === null,
    staleTime: Infinity,
  });
  return isAsked && fact?.can === false;
}
