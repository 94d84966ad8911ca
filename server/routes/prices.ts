import type { FastifyInstance } from 'fastify';
import type { Rate } from '#contract/pricing/price-list';
import { type ModelPrice, type PriceList, priceRequest } from '#contract/wire/prices';
import { whoOf } from '../http/acting';
import { ApiFailure } from '../http/errors';
import { readTags } from '../http/if-match';
import { readRequest } from '../http/read-request';
import { bodyOf } from '../http/receive';
import { seconds } from '../jobs/new-job';
import type { AppParts } from '../parts';
import { changePrice, refreshPrices } from '../pricing/held-prices';
import type { PriceEdit } from '../pricing/own-prices';
import type { Known } from '../pricing/price-table';
import { isOnThisMachine, type Provider } from '../providers/provider';
import type { ModelUse } from '../store/table/query';

/** What is shown of the use of models. */
const USE_S = 28 * 86_400;

/** What models cost, as Settings shows and changes it. */
export function priceRoutes(app: FastifyInstance, parts: AppParts): void {
  const { config, prices, store } = parts;
  const file = { path: config.pricesFile, isOurs: !config.isPricesFileNamed };
  app.get('/api/prices', async (): Promise<PriceList> => {
    refreshPrices(file, prices);
    return listPrices(parts);
  });
  app.post('/api/prices', async (request): Promise<PriceList> => {
    if (!file.isOurs) throw notEditable();
    const [version] = readTags(request.headers['if-match']) ?? [];
    if (version === undefined) throw noVersion();
    const asked = readRequest(priceRequest, bodyOf(request).value);
    const { host, model, from = null } = asked;
    const edit = asked.rates && editOf(asked.rates);
    const line = {
      action: edit === null ? 'price.delete' : 'price.update',
      subject: model,
      count: 1,
    };
    await changePrice(file, prices, { version, name: { host, model, from }, edit }, () =>
      store.audit({ ...whoOf(parts, request), ...line }),
    );
    return listPrices(parts);
  });
}

type AskedRates = NonNullable<ReturnType<typeof priceRequest.parse>['rates']>;

function editOf({ input, output, ...others }: AskedRates): PriceEdit {
  const { cached_input: cachedInput, cache_write: cacheWrite } = others;
  return {
    input,
    output,
    ...(cachedInput !== undefined && { cachedInput }),
    ...(cacheWrite !== undefined && { cacheWrite }),
    checked: new Date().toISOString().slice(0, 10),
  };
}

async function listPrices({ store, registry, prices, config }: AppParts): Promise<PriceList> {
  const now = seconds();
  const since = now - USE_S;
  const [used, providers] = await Promise.all([store.modelUse(since), registry.providers()]);
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const inUse = used.map((use) => usedRow(use, byName.get(use.provider), prices, now));
  const own = prices.own().prices.map((price) => ({
    ...ownRow(price, providers),
    ...shownPrice(prices.ownAt(price)),
  }));
  const named = ({ host, model, from }: ModelPrice) => JSON.stringify([host, model, from]);
  const shown = new Set(inUse.map(named));
  return {
    object: 'list',
    data: [...inUse, ...own.filter((row) => !shown.has(named(row)))],
    ...prices.list,
    since,
    version: prices.own().version,
    editable: !config.isPricesFileNamed,
    file: config.isPricesFileNamed ? config.pricesFile : null,
  };
}

function usedRow(
  { provider, model, requests, priced, cost }: ModelUse,
  known: Provider | undefined,
  prices: AppParts['prices'],
  now: number,
): ModelPrice {
  const price = known ? prices.known(known.baseUrl, model, now) : prices.knownOfModel(model, now);
  return {
    object: 'price',
    provider,
    host: known ? hostOf(known) : hostName(provider),
    model,
    local: known !== undefined && isOnThisMachine(known),
    requests,
    unpriced: requests - priced,
    cost,
    ...shownPrice(price),
  };
}

const UNUSED = { requests: 0, unpriced: 0, cost: 0 };

function ownRow(
  { host, model }: { host: string; model: string },
  providers: readonly Provider[],
): Omit<ModelPrice, keyof ReturnType<typeof shownPrice>> {
  const provider = providers.find((each) => hostOf(each) === host);
  const local = provider !== undefined && isOnThisMachine(provider);
  return { object: 'price', provider: provider?.name ?? null, host, model, local, ...UNUSED };
}

/** What is not set up here has a price under its name: it is found by the model alone. */
function hostName(provider: string): string | null {
  return priceRequest.shape.host.safeParse(provider).success ? provider : null;
}

function hostOf({ baseUrl }: Provider): string {
  return new URL(baseUrl).hostname;
}

type Shown = Pick<ModelPrice, 'rates' | 'own' | 'from' | 'checked'>;

function shownPrice(known: Known | null): Shown {
  if (!known) return { rates: null, own: false, from: null, checked: null };
  const { input, cachedInput, cacheWrite, output, from = null } = known.rates;
  const base = (rate: Rate) => (typeof rate === 'number' ? rate : rate.base);
  return {
    rates: {
      input: base(input),
      cached_input: cachedInput === undefined ? null : base(cachedInput),
      cache_write: cacheWrite === undefined ? null : base(cacheWrite),
      output: base(output),
      tiers: tiersOf(input, output),
    },
    own: known.isOwn,
    from,
    checked: known.checked,
  };
}

function tiersOf(input: Rate, output: Rate): { above: number; input: number; output: number }[] {
  const tiers = (rate: Rate) => (typeof rate === 'number' ? [] : rate.tiers);
  const starts = [...tiers(input), ...tiers(output)].map(({ above }) => above);
  const at = (rate: Rate, above: number) =>
    tiers(rate).findLast((tier) => tier.above <= above)?.rate ??
    (typeof rate === 'number' ? rate : rate.base);
  return [...new Set(starts)]
    .toSorted((a, b) => a - b)
    .map((above) => ({ above, input: at(input, above), output: at(output, above) }));
}

function notEditable(): ApiFailure {
  return new ApiFailure(
    403,
    'Prices cannot be changed here: PRICES_FILE names the file that they are in. Change it there.',
    { code: 'prices_not_editable' },
  );
}

function noVersion(): ApiFailure {
  return new ApiFailure(428, 'Name the version of the list that was read in If-Match.', {
    code: 'precondition_required',
  });
}
