import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ALL_KINDS, JOB_KINDS, stepScope } from '#contract/jobs/kinds';
import { jobMembers } from '#contract/jobs/target';
import { isStorable } from '#contract/storable';
import { covers, type Scope } from '#contract/scopes';
import { type Needed, ROUTE_SCOPES } from '#contract/wire/route-scopes';
import { ApiFailure } from '../errors';
import { bodyOf } from '../receive';
import type { Store } from '../../store/store';
import type { Caller } from './caller';

const scopes: ReadonlyMap<string, Needed> = new Map(Object.entries(ROUTE_SCOPES));

/** Holds every request that has a caller against the one table of what routes need; a route that it lacks is a fault. */
export function checkScopes(app: FastifyInstance, store: Store, isApi: (url: string) => boolean) {
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat())
      if (isApi(url) && each !== 'OPTIONS' && !scopes.has(keyOf(each, url)))
        throw new Error(`${each} ${url} has no scope in contract/wire/route-scopes.ts`);
  });
  app.addHook('preHandler', async (request) => {
    const { caller } = request;
    // `admin` needs no look at the job.
    if (caller && neededBy(request) === 'kind' && !covers(caller.scopes, 'admin'))
      demand(caller, (await kindScope(request, store)) ?? 'any');
  });
}

/** Fails with 403, before the body of the request is read. */
export function checkScope(request: FastifyRequest): void {
  const needed = neededBy(request);
  if (request.caller && needed !== 'kind') demand(request.caller, needed);
}

function neededBy({ method, routeOptions: { url } }: FastifyRequest): Needed {
  // What no route answers is a 404 for everybody.
  return (url !== undefined && scopes.get(keyOf(method, url))) || 'any';
}

function keyOf(method: string, url: string): string {
  return `${method === 'HEAD' ? 'GET' : method} ${url}`;
}

/** Of the job that is asked for, or that is there already; null for none, which its route answers. */
async function kindScope(request: FastifyRequest, store: Store): Promise<Scope | null> {
  const { url } = request.routeOptions;
  if (url === '/api/jobs') return askedScope(request);
  const { id } = request.params as { id: string };
  const job = isStorable(id) ? await store.job(id) : null;
  const step = url?.split('/').at(-1) ?? '';
  return job && stepScope({ ...job, spec: jobMembers(job.spec) }, step);
}

function askedScope(request: FastifyRequest): Scope | null {
  const { kind } = bodyOf(request).value;
  const known = ALL_KINDS.find((each) => each === kind);
  return known ? JOB_KINDS[known].scope : null;
}

export function demand({ token, scopes: own }: Caller, needed: Scope | 'any'): void {
  if (needed === 'any' || covers(own, needed)) return;
  throw new ApiFailure(
    403,
    `The access token '${token}' may ${own.join(', ')}; this needs '${needed}'. Whoever runs the server can make a token that may.`,
    {
      code: 'insufficient_scope',
      headers: {
        'www-authenticate': `Bearer realm="Chatkeep", error="insufficient_scope", scope="${needed}"`,
      },
    },
  );
}
