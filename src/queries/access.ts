import { useQuery } from '@tanstack/react-query';
import { covers, type Scope } from '#contract/scopes';
import type { ServerInfo } from '#contract/wire/server';
import { serverQueries } from '@/queries/server-queries';

/** What whoever is logged in lacks for want of this scope, in words; null where they may. */
export function lackOf(server: ServerInfo | null | undefined, scope: Scope): string | null {
  const access = server?.access;
  if (!access || covers(access.scopes, scope)) return null;
  return `You are logged in with ${access.token}, which may ${access.scopes.join(', ')}`;
}

export function useLack(scope: Scope): string | null {
  return lackOf(useQuery(serverQueries.info()).data, scope);
}
