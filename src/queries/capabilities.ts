import { useQuery, type QueryClient } from '@tanstack/react-query';
import type { ServerInfo } from '#contract/wire/server';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { serverQueries } from '@/queries/server-queries';

/** What this server does beyond OpenAI's API; another source never has any of it. */
export type Capability =
  | 'completions.detail'
  | 'completions.request'
  | 'table.query'
  | 'table.facets'
  | 'table.series'
  | 'table.insights'
  | 'trash'
  | 'jobs'
  | 'export'
  | 'import'
  | 'audit'
  | 'retention'
  | 'mirror'
  | 'overview'
  | 'views'
  | 'models'
  | 'providers';

export async function askCapability(
  connection: Connection,
  queryClient: QueryClient,
  name: Capability,
): Promise<boolean> {
  if (connection.id !== LOCAL_CONNECTION.id) return false;
  return has(await queryClient.ensureQueryData(serverQueries.info()), name);
}

/** False also as long as the server has not answered. */
export function useCapability(connection: Connection, name: Capability): boolean {
  const server = useQuery(serverQueries.info());
  return connection.id === LOCAL_CONNECTION.id && has(server.data ?? null, name);
}

function has(server: ServerInfo | null, name: Capability): boolean {
  return server?.capabilities.includes(name) ?? false;
}
