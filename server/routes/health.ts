import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../app';

/** For whatever watches over the process: is it alive, and can it do its work. */
export function healthRoutes(app: FastifyInstance, { store }: AppParts): void {
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    await store.ready();
    return { status: 'ok' };
  });
}
