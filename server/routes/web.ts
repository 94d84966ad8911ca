import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppParts } from '../parts';
import { basePathOf } from '../http/base-path';
import { unknownUrl } from '../http/errors';
import { isApi } from '../http/guard';

/** What is a file or nothing: built code, the build's own records, compressed twins. Never the page in its place. */
const FILES_ONLY = /^\/(?:assets(?:\/|$)|\.|[^/]+\.(?:br|gz)$)/;

/** What programs ask for. A page in its place would be taken for an answer. */
const API = /^\/+(?:v1|api|metrics|healthz?|livez|readyz)(?:\/|$)/i;

/** The built dashboard: hashed files for good, every other path of it is its index page. */
export function webRoutes(app: FastifyInstance, { webRoot, config, store }: AppParts): void {
  const index = join(webRoot, 'index.html');
  const isBuilt = existsSync(index);
  if (isBuilt) {
    void app.register(fastifyStatic, {
      root: webRoot,
      preCompressed: true,
      cacheControl: false,
      // The build's own records are for its tools.
      allowedPath: (path) => !path.startsWith('/.') && !/\.(?:br|gz)$/.test(path),
    });
    app.addHook('onSend', async (request, reply) => {
      if (!request.url.startsWith('/assets/') || reply.statusCode !== 200) return;
      void reply.header('cache-control', 'public, max-age=31536000, immutable');
    });
  }
  let isTableAwake = false;
  const sendPage = (request: FastifyRequest, reply: FastifyReply) => {
    if (!isTableAwake) {
      isTableAwake = true;
      // The page will ask for a table: until it has loaded, what reads that has started.
      store.newestPosition().catch(() => undefined);
    }
    const base = basePathOf(request, config);
    if (base === '') return reply.sendFile('index.html');
    return reply
      .type('text/html; charset=utf-8')
      .send(pageBelow(base, readFileSync(index, 'utf8')));
  };
  // By its name, too: as a plain file it would know nothing of the path that it is seen below.
  if (isBuilt) for (const path of ['/', '/index.html']) app.get(path, sendPage);
  app.setNotFoundHandler((request, reply) => {
    const path = decoded(pathOf(request.url)) ?? '';
    const isPage =
      /^(GET|HEAD)$/.test(request.method) &&
      !isApi(request) &&
      !API.test(path) &&
      !FILES_ONLY.test(path);
    if (!isPage || !isBuilt) throw unknownUrl(request);
    return sendPage(request, reply);
  });
}

/**
 * The router refuses a path that cannot be decoded before any route or hook sees it. An address of the dashboard may
 * hold a bare percent sign, as in an id: the page reads it from the address bar.
 */
export function routedUrl(url: string): string {
  const path = pathOf(url);
  if (!path.startsWith('/') || API.test(path) || decoded(path) !== null) return url;
  return path.replaceAll('%', '%25') + url.slice(path.length);
}

/** The page for a browser that sees it below `base`: all that it loads, and where it finds the API. */
function pageBelow(base: string, page: string): string {
  return page
    .replaceAll(/\b(href|src)="\//g, `$1="${base}/`)
    .replace('<head>', `<head>\n    <meta name="base-path" content="${base}" />`);
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
