import type { CallOptions, Client } from '@/api/client';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { deleteSurely } from '@/api/delete-surely';
import { learning } from '@/queries/source/source-can';
import { factLearnt, factOf, useSourceFacts } from '@/queries/source/source-facts';

/** Completions that are gone for sure, by source: some servers list them for a while. */
const gone = new Map<string, Set<string>>();

/** Deletes a completion of a source, makes sure of it, and learns from it what the source can. */
export async function deleteFrom(
  connection: Connection,
  client: Client,
  id: string,
  options: CallOptions = {},
): Promise<'deleted' | 'gone'> {
  const fact = factOf(useSourceFacts.getState(), connection, 'delete');
  const isOurs = connection.id === LOCAL_CONNECTION.id;
  const isTrusted = fact?.how === SURE;
  const outcome = await learning(connection, 'delete', () =>
    deleteSurely(client, id, { ...options, isTrusted, isOurs }),
  );
  if (outcome === 'deleted' && !isTrusted && !isOurs) {
    factLearnt(connection, 'delete', { can: true, how: SURE });
  }
  goneFrom(connection).add(id);
  return outcome;
}

const SURE = 'it was looked for, and was gone';

/** The ids that were deleted from a source while this page was open. */
export function goneFrom({ id, baseUrl }: Pick<Connection, 'id' | 'baseUrl'>): Set<string> {
  const key = `${id} ${baseUrl}`;
  const ids = gone.get(key) ?? new Set();
  gone.set(key, ids);
  return ids;
}
