import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppParts } from '../app';
import { unknownUrl } from '../errors';
import { isApi } from '../guard';

/** The built dashboard: hashed files for good, every other path of it is its index page. */
export function webRoutes(app: FastifyInstance, { webRoot }: AppParts): void {
  const isBuilt = existsSync(join(webRoot, 'index.html'));
  if (isBuilt) {
    void app.register(fastifyStatic, {
      root: webRoot,
      preCompressed: true,
      cacheControl: false,
      // The build's own records are for its tools.
      allowedPath: (path) => !path.startsWith('/.'),
    });
    app.addHook('onSend', async (request, reply) => {
      if (!request.url.startsWith('/assets/') || reply.statusCode !== 200) return;
      void reply.header('cache-control', 'public, max-age=31536000, immutable');
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      /^(GET|HEAD)$/.test(request.method) && !isApi(request) && !/\.\w+$/.test(request.url);
    if (isPage && isBuilt) return reply.sendFile('index.html');
    throw unknownUrl(request);
  });
}
