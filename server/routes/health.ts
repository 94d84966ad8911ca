import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../parts';
import { LIVE_ROUTE, READY_ROUTE } from '../http/known-routes';
import { logStoreFailure } from '../http/store-failures';

/**
 * For whatever watches over the process: is it alive, and can it do its work. One word, for any Host: the probe of a
 * container asks by an address that no list names, and the word tells nothing worth keeping from anybody.
 */
export function healthRoutes(app: FastifyInstance, { store }: AppParts): void {
  app.get(LIVE_ROUTE, async (_request, reply) => reply.type('text/plain').send('ok'));
  app.get(READY_ROUTE, async (request, reply) => {
    try {
      await store.ready();
      return await reply.type('text/plain').send('ok');
    } catch (error) {
      logStoreFailure(request.log, error);
      return reply.status(503).type('text/plain').send('unavailable');
    }
  });
}
