import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../parts';
import type { Pulse } from '../http/bodies/pulse';
import { completionNotFound } from '../http/errors';
import { copiesShown } from '../start/migration-copies';
import { shownUrl } from '../providers/base-url';
import { keyHint } from '../providers/provider';
import { aside } from '../threads/aside';
import { obeyStopRequests } from '../record/stop-requests';
import { exportRoutes } from './export';
import { importRoutes } from './import';
import { auditRoutes } from './audit';
import { jobRoutes } from './jobs';
import { NOT_PARAMETERS } from '../record/stored-body';
import { PAGE_SIZE } from './list-query';
import { METADATA_LIMITS } from '#contract/metadata';
import type { ServerInfo } from '#contract/wire/server';
import { mirrorRoutes } from './mirrors';
import { modelGroupRoutes } from './model-groups';
import { openApiRoute } from './openapi';
import { overviewRoutes } from './overview';
import { priceRoutes } from './prices';
import { providerRoutes } from './providers';
import { retentionRoutes } from './retention';
import { runRoutes } from './runs';
import { tableRoutes } from './table';
import { trashRoutes } from './trash';
import { viewRoutes } from './views';
import { etag, find, remove, sendJson, sendMessages, update } from './stored';

type ById = { Params: { id: string } };

/** What OpenAI's API lacks. The dashboard works without these routes, and says what it then cannot do. */
export function extensionRoutes(app: FastifyInstance, parts: AppParts, pulse: Pulse): void {
  app.get('/api/server', async ({ caller }) => ({
    ...(await serverInfo(parts)),
    access: caller && { token: caller.token, scopes: [...caller.scopes] },
  }));
  openApiRoute(app, parts);
  completionRoutes(app, parts);
  runRoutes(app, parts);
  obeyStopRequests(app, parts);
  tableRoutes(app, parts);
  exportRoutes(app, parts);
  importRoutes(app, parts, pulse);
  trashRoutes(app, parts);
  jobRoutes(app, parts);
  auditRoutes(app, parts);
  retentionRoutes(app, parts);
  mirrorRoutes(app, parts);
  overviewRoutes(app, parts);
  viewRoutes(app, parts);
  providerRoutes(app, parts);
  modelGroupRoutes(app, parts);
  priceRoutes(app, parts);
}

async function serverInfo({ config, registry }: AppParts): Promise<Omit<ServerInfo, 'access'>> {
  const standard = await registry.defaultProvider();
  const providers = await registry.providers();
  return {
    version: config.version,
    capabilities: [
      'completions.detail',
      'completions.request',
      'completions.stop',
      'completions.attach',
      'runs',
      'providers.relay',
      // The dashboard can log out.
      ...(config.accessToken === null ? [] : ['session']),
      'table.query',
      'table.facets',
      'table.series',
      'table.insights',
      'export',
      'import',
      'jobs',
      'audit',
      'retention',
      'mirror',
      'overview',
      'views',
      'providers',
      'models',
      'prices',
      ...(config.trashDays > 0 ? ['trash'] : []),
    ],
    database: config.database.kind,
    store: config.store,
    copies: copiesShown(config),
    limits: {
      bodyBytes: config.bodyLimit,
      metadataPairs: METADATA_LIMITS.pairs,
      metadataKey: METADATA_LIMITS.key,
      metadataValue: METADATA_LIMITS.value,
      pageSize: PAGE_SIZE.maximum,
      trashDays: config.trashDays,
    },
    providers: providers.map((provider) => ({
      name: provider.name,
      hasKey: provider.apiKey !== null,
      keyHint: keyHint(provider),
      source: provider.source,
      stored: provider.stored,
      baseHost: provider.source === 'demo' ? 'built in' : new URL(provider.baseUrl).host,
      ...(provider.source !== 'demo' && { baseUrl: shownUrl(provider.baseUrl) }),
      default: provider.name === standard.name,
    })),
  };
}

/** The same completions as under `/v1`, incomplete and running ones too, with what only this server knows of them. */
function completionRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store } = parts;
  app.get<ById>('/api/completions/:id', async (request, reply) => {
    const row = await find(store, request.params.id, 'any');
    void reply.header('etag', etag(row));
    return sendJson(reply, await aside.detail(row));
  });
  app.post<ById>('/api/completions/:id', async (request, reply) => {
    const row = await update(parts, request, 'any');
    void reply.header('etag', etag(row));
    return sendJson(reply, await aside.detail(row));
  });
  app.delete<ById>('/api/completions/:id', async (request, reply) =>
    remove(parts, request, reply, 'any'),
  );
  app.get<ById>('/api/completions/:id/messages', async (request, reply) =>
    sendMessages(store, request, reply, 'any'),
  );
  app.get<ById>('/api/completions/:id/request', async (request, reply) => {
    const row = await find(store, request.params.id, 'any');
    const messages = await store.messages(row.id, 'any');
    if (messages === null) throw completionNotFound(row.id);
    // Imported requests may hold what recorded ones do not.
    const members = { ...NOT_PARAMETERS, messages, model: JSON.stringify(row.requestedModel) };
    return sendJson(reply, await aside.edit(row.request, members));
  });
}
