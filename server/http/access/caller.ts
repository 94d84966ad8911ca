import type { FastifyRequest } from 'fastify';
import type { Scope } from '#contract/scopes';

/** Whoever sends a request, as far as a token tells. */
export type Caller = {
  /** As jobs and the audit log call them. */
  name: string;
  /** The name of their token; null: that of the server. */
  token: string | null;
  scopes: readonly Scope[];
};

declare module 'fastify' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface joins that of the library
  interface FastifyRequest {
    /** Null on a server that everybody may use, and before it is known. */
    caller: Caller | null;
  }
}

const ALL: readonly Scope[] = ['admin'];

/** Who has the access token that the server was started with. */
export const OPERATOR: Caller = { name: 'access token', token: null, scopes: ALL };

/** Who has logged in with it. */
export const DASHBOARD: Caller = { name: 'dashboard', token: null, scopes: ALL };

/** Who sends a request that has passed the check, for the record. */
export function callerName(request: FastifyRequest): string | null {
  return request.caller?.name ?? null;
}
