import { useQuery } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import { clientFor, type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { lackOf } from '@/queries/access';
import { serverQueries } from '@/queries/server-queries';
import {
  type Fact,
  factForgotten,
  factLearnt,
  factOf,
  useSourceFacts,
} from '@/queries/source/source-facts';

export type Change = 'update' | 'delete';

const WORDS = {
  update: { verb: 'change metadata', method: 'POST', scope: 'write' },
  delete: { verb: 'delete completions', method: 'DELETE', scope: 'delete' },
} as const;

export type CannotDo = {
  who: string;
  /** "ogx cannot change metadata". */
  sentence: string;
  fact: Fact;
  askAgain: () => void;
};

/**
 * Why a source does not do something; null where it does, or where nobody knows yet. It is asked once a day, with an id
 * that never was; this server says what its token may do.
 */
export function useCannot(connection: Connection, change: Change): CannotDo | null {
  const fact = useSourceFacts((state) => factOf(state, connection, change));
  const isOther = connection.id !== LOCAL_CONNECTION.id;
  useQuery({
    queryKey: ['source', connection.id, connection.baseUrl, change, fact?.at ?? null],
    queryFn: async ({ signal }) => {
      const { hasCall } = await import('@/api/probe-source');
      const found = await hasCall(clientFor(connection), WORDS[change].method, { signal });
      if (found) factLearnt(connection, change, found);
      return found;
    },
    enabled: isOther && fact === null,
    staleTime: Infinity,
  });
  const server = useQuery(serverQueries.info());
  const lack = lackOf(server.data, WORDS[change].scope);
  const { verb } = WORDS[change];
  if (!isOther) {
    return lack === null
      ? null
      : {
          who: 'Your token',
          sentence: `Your token cannot ${verb}`,
          fact: { can: false, at: server.dataUpdatedAt, how: lack },
          askAgain: () => void server.refetch(),
        };
  }
  if (!fact || fact.can) return null;
  return {
    who: connection.label,
    sentence: `${connection.label} cannot ${verb}`,
    fact,
    askAgain: () => factForgotten(connection, change),
  };
}

/** Makes a call that changes something, and notes where it fails because the source has no such call. */
export async function learning<Result>(
  connection: Connection,
  change: Change,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'unsupported') {
      const how = `${WORDS[change].method} answered ${error.status}`;
      factLearnt(connection, change, { can: false, how });
    }
    throw error;
  }
}
