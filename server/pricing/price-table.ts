import * as z from 'zod';
import {
  dollarsOf,
  findModel,
  type PricedModel,
  type PricedProvider,
  ratesAt,
  type Rates,
  type TokenUsage,
} from '#contract/pricing/price-list';
import { readJsonFile } from '../json/json-file';
import shipped from './prices.json';

const amount = z.number().nonnegative();
const rate = z.union([
  amount,
  z.object({ base: amount, tiers: z.array(z.object({ above: amount, rate: amount })) }),
]);
const ownSchema = z.object({
  source: z.string(),
  checked: z.iso.date(),
  prices: z.array(
    z.object({
      /** Of the provider's address, such as `api.openai.com`. */
      host: z.string(),
      model: z.string(),
      /** US dollars per million tokens. */
      input: rate,
      cachedInput: rate.optional(),
      cacheWrite: rate.optional(),
      output: rate,
      context: z.number().positive().optional(),
      from: z.iso.date().optional(),
    }),
  ),
});
type Own = z.infer<typeof ownSchema>['prices'][number];

/** What is known of a model of a provider. */
type Known = { rates: Rates; context: number | null };

export type PriceTable = {
  source: string;
  /** The day the prices were read from their source. */
  checked: string;
  /** What the model costs at a time, in Unix seconds; null when it has no price here. */
  known: (baseUrl: string, model: string, at: number) => Known | null;
  /** Estimated US dollars; null when this model of this provider has no price here: no cost beats a wrong one. */
  cost: (baseUrl: string, model: string, usage: TokenUsage, at?: number) => number | null;
  /** The same for a model whose provider nobody knows: the price of who makes it, if one maker alone has such a model. */
  costOfModel: (model: string, usage: TokenUsage, at?: number) => number | null;
};

const PROVIDERS = shipped.providers as readonly PricedProvider[];
/** Those who sell their own models. */
const MAKERS = new Set(['openai', 'anthropic', 'google', 'mistral', 'deepseek', 'x-ai', 'cohere']);

/** The shipped table, with the user's own (`PRICES_FILE`) over it. A broken file stops the start. */
export function readPriceTable(path: string | null): PriceTable {
  const own = path === null ? null : readOwn(path);
  const ownByName = grouped(own?.prices ?? []);
  const known: PriceTable['known'] = (baseUrl, model, at) => {
    const { hostname: host, origin } = new URL(baseUrl);
    const mine = ownByName.get(`${host} ${model}`) ?? ownByName.get(`${host} ${familyOf(model)}`);
    if (mine) return knownOf({ id: model, match: { equals: model }, rates: mine }, at, mine[0]);
    const provider = PROVIDERS.find(({ address }) => isAt(address, origin));
    const found = provider && modelOf(provider, model);
    return found ? knownOf(found, at, found) : null;
  };
  return {
    source: own?.source ?? shipped.source,
    checked: own?.checked ?? shipped.checked,
    known,
    cost(baseUrl, model, usage, at = now()) {
      const found = known(baseUrl, model, at);
      return found && dollarsOf(found.rates, usage);
    },
    costOfModel(model, usage, at = now()) {
      const makers = PROVIDERS.filter(({ id }) => MAKERS.has(id));
      const mine = (own?.prices ?? []).filter((price) => price.model === model);
      const found = makers.flatMap(({ models }) => modelIn(models, model) ?? []);
      const hosts = new Set(mine.map(({ host }) => host));
      if (hosts.size > 1 || (hosts.size === 0 && found.length !== 1)) return null;
      const [maker] = found;
      const priced =
        hosts.size === 1 ? { id: model, match: { equals: model }, rates: mine } : maker;
      const rates = priced && ratesAt(priced, at);
      return rates ? dollarsOf(rates, usage) : null;
    },
  };
}

/** By host and model; the later ones in time behind the others. */
function grouped(prices: readonly Own[]): Map<string, Own[]> {
  const groups = new Map<string, Own[]>();
  const inTime = prices.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  for (const price of inTime) {
    const name = `${price.host} ${price.model}`;
    groups.set(name, [...(groups.get(name) ?? []), price]);
  }
  return groups;
}

function knownOf(
  model: PricedModel,
  at: number,
  { context }: { context?: number | undefined } = {},
): Known | null {
  const rates = ratesAt(model, at);
  return rates ? { rates, context: context ?? null } : null;
}

const MOST_REMEMBERED = 1_000;
const remembered = new Map<readonly PricedModel[], Map<string, PricedModel | undefined>>();

/** A file that comes in has the same few names in every line, and a list is long. */
function modelIn(models: readonly PricedModel[], name: string): PricedModel | undefined {
  const names = remembered.get(models) ?? new Map<string, PricedModel | undefined>();
  remembered.set(models, names);
  if (names.has(name)) return names.get(name);
  const found = findModel(models, name);
  if (names.size >= MOST_REMEMBERED || name.length > 200) return found;
  names.set(name, found);
  return found;
}

/** A provider may sell the models of others at their price, as Azure does. */
function modelOf({ models, asAt = [] }: PricedProvider, name: string): PricedModel | undefined {
  const own = modelIn(models, name);
  if (own) return own;
  const others = PROVIDERS.filter(({ id }) => asAt.includes(id));
  return others.map((other) => modelIn(other.models, name)).find(Boolean);
}

const expressions = new Map<string, RegExp>();

/** The expressions are meant from the beginning of an address. */
function isAt(address: string, origin: string): boolean {
  const known = expressions.get(address) ?? new RegExp(`^(?:${address})(?=[:/]|$)`);
  expressions.set(address, known);
  return known.test(`${origin}/`);
}

/** A dated snapshot costs what its family costs, unless it has a line of its own. */
function familyOf(model: string): string {
  return model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
}

function now(): number {
  return Math.floor(Date.now() / 1_000);
}

function readOwn(path: string): z.infer<typeof ownSchema> {
  const parsed = ownSchema.safeParse(readJson(path));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The prices file ${path} is not valid: ${places.join('; ')}.`);
}

function readJson(path: string): unknown {
  try {
    return readJsonFile(path);
  } catch {
    throw new Error(`The prices file ${path} cannot be read or is not valid JSON.`);
  }
}
