import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../app';
import { modelNotFound } from '../errors';
import type { Provider } from '../providers/provider';
import type { Registry } from '../providers/registry';
import { callProvider, readAll } from '../providers/upstream';
import { isObject } from '../record/fold';

type Model = { id: string; object: 'model'; created: number; owned_by: string };

/** How long the list waits for each provider; one that is slower is left out of it. */
const PATIENCE_MS = 4_000;

/** `listModels` and `retrieveModel` of the spec: the models of all providers, and the aliases. */
export function modelRoutes(app: FastifyInstance, { registry }: AppParts): void {
  app.get('/v1/models', async () => ({ object: 'list', data: await allModels(registry) }));
  app.get<{ Params: { '*': string } }>('/v1/models/*', async (request) => {
    const id = request.params['*'];
    const model = (await allModels(registry)).find((candidate) => candidate.id === id);
    if (!model) throw modelNotFound(id.slice(0, 100));
    return model;
  });
}

async function allModels(registry: Registry): Promise<Model[]> {
  const [providers, standard] = await Promise.all([
    registry.providers(),
    registry.defaultProvider(),
  ]);
  const lists = await Promise.all(
    providers.map((provider) => modelsOf(provider, provider.name === standard.name)),
  );
  return [...aliasModels(registry), ...lists.flat()];
}

function aliasModels({ aliases }: Registry): Model[] {
  return [...aliases].map(([id, { provider, model }]) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: `alias of ${provider}:${model}`,
  }));
}

/** Models of the default provider go by their plain names, all others as `provider:model`. */
async function modelsOf(provider: Provider, isDefault: boolean): Promise<Model[]> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await callProvider(provider, { method: 'GET', path: '/models', signal });
    const body: unknown = JSON.parse(await readAll(response));
    if (!isObject(body) || !Array.isArray(body['data'])) return [];
    return body['data'].filter(isObject).map((model) => ({
      id: isDefault ? String(model['id']) : `${provider.name}:${String(model['id'])}`,
      object: 'model',
      created: typeof model['created'] === 'number' ? model['created'] : 0,
      owned_by: typeof model['owned_by'] === 'string' ? model['owned_by'] : provider.name,
    }));
  } catch {
    // A provider that is down must not hide the models of the others; Settings shows which one it is.
    return [];
  }
}
