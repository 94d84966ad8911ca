import type { FastifyInstance } from 'fastify';
import { ownParameters } from '#contract/own-parameters';
import { listedPrice, modelFacts } from '#contract/source/model-facts';
import type { ListedModel } from '#contract/source/read-models';
import type { ModelGroup, OfferedModel } from '#contract/wire/models';
import type { AppParts } from '../parts';
import { isOnThisMachine, type Provider } from '../providers/provider';
import { type Asked, askModels } from '../providers/test-provider';
import type { PriceTable } from '../pricing/price-table';

/** How long the list waits for each provider. */
const PATIENCE_MS = 4_000;
/** Of one provider: nobody looks through more. */
const MOST = 20_000;

/** What can be chosen in the playground: all models, those of a provider that does not answer as a reason. */
export function modelGroupRoutes(app: FastifyInstance, parts: AppParts): void {
  /** What each listed last: its models are still seen while it does not answer. */
  const remembered: Remembered = new Map();
  app.get('/api/models', async () => ({
    object: 'list',
    data: await modelGroups(parts, remembered),
  }));
}

type Remembered = Map<string, ListedModel[]>;

async function modelGroups(
  { registry, prices }: AppParts,
  remembered: Remembered,
): Promise<ModelGroup[]> {
  const standard = await registry.defaultProvider();
  const providers = await registry.providers();
  const groups = await Promise.all(
    providers.map(async (provider) => {
      const key = `${provider.name} ${provider.baseUrl}`;
      const asked = await askModels(provider, { patience: PATIENCE_MS });
      if (asked.models) remembered.set(key, asked.models);
      const known = { ...asked, models: asked.models ?? remembered.get(key) ?? null };
      return groupOf(provider, known, { isDefault: provider.name === standard.name, prices });
    }),
  );
  const byName = new Map(groups.flatMap(({ models }) => models.map((model) => [model.id, model])));
  const names = new Set(providers.map(({ name }) => name));
  const aliases = [...registry.aliases()].flatMap(([id, { provider, model }]) => {
    if (!names.has(provider)) return [];
    const leadsTo = provider === standard.name ? model : `${provider}:${model}`;
    return [{ ...(byName.get(leadsTo) ?? UNKNOWN), id, leads_to: leadsTo }];
  });
  if (aliases.length === 0) return groups;
  const named = { object: 'models', provider: null, default: false, local: false, takes: null };
  return [...groups, { ...named, object: 'models', problem: null, models: aliases }];
}

const UNKNOWN: Omit<OfferedModel, 'id' | 'leads_to'> = {
  context: null,
  sees: null,
  tools: null,
  schema: null,
  reasons: null,
  ends: null,
  input: null,
  output: null,
  priced: null,
};

function groupOf(
  provider: Provider,
  { models, problem }: Asked,
  { isDefault, prices }: { isDefault: boolean; prices: PriceTable },
): ModelGroup {
  return {
    object: 'models',
    provider: provider.name,
    default: isDefault,
    local: isOnThisMachine(provider),
    takes: takenBy(provider, models ?? []),
    problem: problem?.message ?? null,
    models: (models ?? []).slice(0, MOST).map((model) => ({
      ...offered(model, provider, prices),
      // Models of the default provider go by their plain names.
      id: isDefault ? model.id : `${provider.name}:${model.id}`,
    })),
  };
}

/** The demo answers by rule. */
function takenBy(
  { baseUrl, source }: Provider,
  models: readonly ListedModel[],
): ModelGroup['takes'] {
  const owners = models.slice(0, 1).map(({ owned_by }) => owned_by);
  const taken = source === 'demo' ? [] : ownParameters(baseUrl, owners);
  return taken && [...taken];
}

function offered(
  model: ListedModel,
  { baseUrl }: Provider,
  prices: PriceTable,
): Omit<OfferedModel, 'id'> {
  const known = prices.known(baseUrl, model.id, Math.floor(Date.now() / 1_000));
  const { context, ...facts } = modelFacts(model);
  const rateOf = (rate: NonNullable<typeof known>['rates']['input']) =>
    typeof rate === 'number' ? rate : rate.base;
  return {
    leads_to: null,
    ...facts,
    context: context ?? known?.context ?? null,
    // What is stored is priced by the table: the list's own price stands in where the table has none.
    ...(known
      ? { input: rateOf(known.rates.input), output: rateOf(known.rates.output) }
      : (listedPrice(model) ?? { input: null, output: null })),
    priced: known && { own: known.isOwn, day: known.checked },
  };
}
