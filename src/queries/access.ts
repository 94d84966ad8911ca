import { useQuery } from '@tanstack/react-query';
import { covers, type Scope } from '#contract/scopes';
import { type Connection, isSameOrigin } from '@/api/connection';
import type { ServerInfo } from '#contract/wire/server';
import { serverQueries } from '@/queries/server-queries';

/** Why whoever is logged in may not do what needs this scope, in words; null where they may. */
export function lackOf(server: ServerInfo | null | undefined, scope: Scope): string | null {
  const access = server?.access;
  if (!access || covers(access.scopes, scope)) return null;
  return `You are logged in with ${access.token}, which may ${access.scopes.join(', ')}; this needs ${scope}`;
}

/** The same for what goes through this server, if it does. */
export function useLackThrough(connection: Connection, scope: Scope): string | null {
  const lack = useLack(scope);
  return isSameOrigin(connection) ? lack : null;
}

export function useLack(scope: Scope): string | null {
  return lackOf(useQuery(serverQueries.info()).data, scope);
}
