import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../parts';
import { modelNotFound } from '../http/errors';
import { answers, isNamed, listModels, type Model } from '../providers/model-list';
import type { Provider } from '../providers/provider';
import type { Registry } from '../providers/registry';

/** `listModels` and `retrieveModel` of the spec: the models of all providers, and the aliases. */
export function modelRoutes(app: FastifyInstance, { registry }: AppParts): void {
  const list = async () => ({ object: 'list', data: await allModels(registry) });
  app.get('/v1/models', list);
  // A name may hold slashes, and 4D AIKit asks for the list with one at its end.
  app.get<{ Params: { '*': string } }>('/v1/models/*', async (request) => {
    const id = request.params['*'];
    return id === '' ? list() : oneModel(registry, id);
  });
}

/** Under the name that was asked for, in any of the ways in which a completion may name its model. */
async function oneModel(registry: Registry, id: string): Promise<Model> {
  const alias = (await aliasModels(registry)).find((model) => model.id === id);
  if (alias) return alias;
  const { provider, model } = await registry.resolve(id);
  const listed = await listModels(provider);
  // A completion takes any name where there is no list.
  if (listed === null && (await answers(provider)))
    return { id, object: 'model', created: 0, owned_by: provider.name };
  const found = listed?.find(isNamed(model));
  if (!found) throw modelNotFound(id.slice(0, 100));
  return { ...found, id };
}

/** A name that several have is the first one's, as for a completion. */
async function allModels(registry: Registry): Promise<Model[]> {
  const [providers, standard, aliases] = await Promise.all([
    registry.providers(),
    registry.defaultProvider(),
    aliasModels(registry),
  ]);
  const lists = await Promise.all(
    providers.map((provider) => modelsOf(provider, provider.name === standard.name)),
  );
  const byId = new Map<string, Model>();
  for (const model of [...aliases, ...lists.flat()])
    if (!byId.has(model.id)) byId.set(model.id, model);
  return [...byId.values()];
}

/** An alias of a provider that is not there would only fail. */
async function aliasModels(registry: Registry): Promise<Model[]> {
  const names = new Set((await registry.providers()).map(({ name }) => name));
  return [...registry.aliases()].flatMap(([id, { provider, model }]) =>
    names.has(provider)
      ? [{ id, object: 'model', created: 0, owned_by: `alias of ${provider}:${model}` }]
      : [],
  );
}

/** Models of the default provider go by their plain names, all others as `provider:model`. */
async function modelsOf(provider: Provider, isDefault: boolean): Promise<Model[]> {
  const models = (await listModels(provider)) ?? [];
  return isDefault
    ? models
    : models.map((model) => ({ ...model, id: `${provider.name}:${model.id}` }));
}
