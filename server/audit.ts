import type { FastifyRequest } from 'fastify';
import { callerOf } from './access/access';
import type { AppParts } from './app';

type Done = { action: string; subject: string | null; count: number };

/** Writes down what a request has done, once it has: who and from where, how many, and nothing of what they say. */
export function audit(
  { store, config }: Pick<AppParts, 'store' | 'config'>,
  request: FastifyRequest,
  done: Done,
): Promise<void> {
  return store.audit({
    actor: callerOf(request, config.accessToken),
    origin: request.ip,
    ...done,
  });
}
