import type { FastifyInstance } from 'fastify';
import { nothing } from '#contract/wire/fields';
import { mirrorRequest } from '#contract/wire/mirrors';
import type { AppParts } from '../parts';
import { acting, whoOf } from '../http/acting';
import { ApiFailure } from '../http/errors';
import { readRequest } from '../http/read-request';
import { changeMirror, findMirror } from '../mirror/mirrors';
import { startMirror } from '../mirror/start-mirror';
import { bodyOf, queryOf } from '../http/receive';
import { findJob, jobObject } from './jobs';
import { refuseQuery } from './list-query';

type ByProvider = { Params: { provider: string } };

/** Copies of what providers store themselves. */
export function mirrorRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store, registry, config } = parts;
  app.get('/api/mirrors', async () => {
    const keepers = (await registry.providers()).filter(({ stored }) => stored);
    const data = keepers.map(async ({ name }) => {
      const { every } = await findMirror(store, name);
      const targets = [JSON.stringify({ mirror: name })];
      const [last] = await store.jobs({ kind: 'mirror', targets, limit: 1 });
      return { provider: name, every, last: last ? jobObject(last, config.trashDays) : null };
    });
    return { object: 'list', data: await Promise.all(data) };
  });
  app.post<ByProvider>('/api/mirrors/:provider', async (request) => {
    refuseQuery(queryOf(request));
    const provider = await keeper(parts, request.params.provider);
    const { every } = readRequest(mirrorRequest, bodyOf(request).value);
    const line = { action: 'mirror.update', subject: provider, count: 1 };
    const acted = acting(parts, request, line);
    const mirror = await changeMirror(acted, provider, { every });
    return { provider, every: mirror.every };
  });
  app.post<ByProvider>('/api/mirrors/:provider/run', async (request, reply) => {
    refuseQuery(queryOf(request));
    const provider = await keeper(parts, request.params.provider);
    if (request.body !== undefined) readRequest(nothing, bodyOf(request).value);
    const job = await startMirror(parts, provider, whoOf(parts, request));
    if (job === null) throw alreadyRunning(provider);
    return reply.status(201).send(jobObject(await findJob(parts, job), config.trashDays));
  });
}

async function keeper({ registry }: AppParts, name: string): Promise<string> {
  const provider = await registry.get(name);
  if (provider?.stored) return provider.name;
  throw new ApiFailure(404, `No provider '${name.slice(0, 100)}' that stores completions.`, {
    code: 'not_found',
  });
}

function alreadyRunning(provider: string): ApiFailure {
  return new ApiFailure(409, `The completions of '${provider}' are being copied already.`, {
    code: 'mirror_running',
  });
}
