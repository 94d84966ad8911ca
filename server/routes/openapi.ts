import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../parts';

/** The reference of these routes, for programs that read it: made once somebody asks, so that no start waits for it. */
export function openApiRoute(app: FastifyInstance, { config }: AppParts): void {
  let made: Promise<Record<string, unknown>> | undefined;
  app.get('/api/openapi.json', async () => (made ??= describe(config.version)));
}

async function describe(version: string): Promise<Record<string, unknown>> {
  const { openApi } = await import('#contract/wire/openapi');
  return openApi(version);
}
