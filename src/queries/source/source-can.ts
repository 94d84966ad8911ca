import { useQuery } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import { clientFor, type Connection, LOCAL_CONNECTION } from '@/api/connection';
import {
  type Fact,
  factForgotten,
  factLearnt,
  factOf,
  useSourceFacts,
} from '@/queries/source/source-facts';

export type Change = 'update' | 'delete';

const WORDS = {
  update: { verb: 'change metadata', method: 'POST' },
  delete: { verb: 'delete completions', method: 'DELETE' },
} as const;

export type CannotDo = {
  /** "ogx cannot change metadata". */
  sentence: string;
  fact: Fact;
  askAgain: () => void;
};

/**
 * Why a source does not do something; null where it does, or where nobody knows yet. It is asked once a day, with an id
 * that never was; this server is not asked.
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
  if (!isOther || !fact || fact.can) return null;
  return {
    sentence: `${connection.label} cannot ${WORDS[change].verb}`,
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
