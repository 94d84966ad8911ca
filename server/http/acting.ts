import type { FastifyRequest } from 'fastify';
import { callerName } from './access/caller';
import { clientAddress } from './access/client-address';
import type { AppParts } from '../parts';
import type { AuditLine } from '../store/audit';
import type { Store } from '../store/store';

type Done = Pick<AuditLine, 'action' | 'subject' | 'count'>;

/** What a request is going to do: its actions leave a line that says who and from where, how many, and nothing of what they say. */
export function acting(
  parts: Pick<AppParts, 'store' | 'config'>,
  request: FastifyRequest,
  done: Done,
): Store {
  const { store } = parts;
  return { ...store, ...store.acting(lineOf(parts, request, done)) };
}

/** Who asks, and from where as far as it is known: the address of a client that has gone already may not be. */
export function whoOf(
  { config }: Pick<AppParts, 'config'>,
  request: FastifyRequest,
): { actor: string | null; origin: string | null } {
  return {
    actor: callerName(request),
    origin: clientAddress(request, config.trustedProxies),
  };
}

function lineOf(parts: Pick<AppParts, 'config'>, request: FastifyRequest, done: Done): AuditLine {
  return { ...whoOf(parts, request), ...done };
}
