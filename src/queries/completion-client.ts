import type { QueryClient } from '@tanstack/react-query';
import type { Client } from '@/api/client';
import { clientFor, type Connection, COMPLETION_CLIENT } from '@/api/connection';
import { askCapability } from '@/queries/capabilities';

/** How to reach single completions of a connection: with all that is known of them, where the server can say it. */
export async function completionClient(
  connection: Connection,
  queryClient: QueryClient,
): Promise<Client> {
  return (await askCapability(connection, queryClient, 'completions.detail'))
    ? COMPLETION_CLIENT
    : clientFor(connection);
}
