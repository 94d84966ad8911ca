import {
  dollarsOf,
  findModel,
  type PricedModel,
  type PricedProvider,
  ratesAt,
  type Rates,
  type TokenUsage,
} from '#contract/pricing/price-list';
import { type OwnPrice, type OwnPrices, readOwnPrices } from './own-prices';
import shipped from './prices.json';

/** What is known of a model. `checked`: the day its price was read from its source. */
export type Known = { rates: Rates; context: number | null; isOwn: boolean; checked: string };

export type PriceTable = {
  /** Of the shipped list. */
  list: { source: string; checked: string };
  own: () => OwnPrices;
  /** What an entry of them says. */
  ownAt: (price: OwnPrice) => Known;
  /** What is in the file from now on. */
  replaceOwn: (own: OwnPrices) => void;
  /** What the model costs at a time, in Unix seconds; null when it has no price here. */
  known: (baseUrl: string, model: string, at: number) => Known | null;
  /** The same for a model whose provider nobody knows: the price of who makes it, if one maker alone has such a model. */
  knownOfModel: (model: string, at: number) => Known | null;
  /** Estimated US dollars; null when this model of this provider has no price here: no cost beats a wrong one. */
  cost: (baseUrl: string, model: string, usage: TokenUsage, at?: number) => number | null;
  costOfModel: (model: string, usage: TokenUsage, at?: number) => number | null;
};

const PROVIDERS = shipped.providers as readonly PricedProvider[];
/** Those who sell their own models. */
const MAKERS = new Set(['openai', 'anthropic', 'google', 'mistral', 'deepseek', 'x-ai', 'cohere']);

const NONE: OwnPrices = { version: '', checked: null, prices: [] };

/** The shipped table, with the user's own (`PRICES_FILE`) over it. A broken file stops the start. */
export function readPriceTable(file: { path: string; isOurs: boolean } | null): PriceTable {
  let own = file === null ? NONE : readOwnPrices(file);
  let ownByName = grouped(own.prices);
  const known: PriceTable['known'] = (baseUrl, model, at) => {
    const { hosts, provider } = placeOf(baseUrl);
    const mine =
      ownByName.size > 0 &&
      hosts
        .flatMap((each) => [`${each} ${model}`, `${each} ${familyOf(model)}`])
        .map((name) => ownByName.get(name))
        .find(Boolean);
    if (mine) return ofOwn(own, mine, at);
    return ofList(provider && modelOf(provider, model), at);
  };
  const knownOfModel: PriceTable['knownOfModel'] = (model, at) => {
    const mine = own.prices.filter((price) => price.model === model);
    const hosts = new Set(mine.map(({ host }) => host.toLowerCase()));
    if (hosts.size === 1) return ofOwn(own, inTime(mine), at);
    const makers = PROVIDERS.filter(({ id }) => MAKERS.has(id));
    const found = makers.flatMap(({ models }) => modelIn(models, model) ?? []);
    return hosts.size === 0 && found.length === 1 ? ofList(found[0], at) : null;
  };
  const dollars = (found: Known | null, usage: TokenUsage) =>
    found && dollarsOf(found.rates, usage);
  return {
    list: { source: shipped.source, checked: shipped.checked },
    own: () => own,
    ownAt: (price) => ofEntry(own, price),
    replaceOwn(replaced) {
      own = replaced;
      ownByName = grouped(own.prices);
    },
    known,
    knownOfModel,
    cost: (baseUrl, model, usage, at = now()) => dollars(known(baseUrl, model, at), usage),
    costOfModel: (model, usage, at = now()) => dollars(knownOfModel(model, at), usage),
  };
}

/** By host and model; the later ones in time behind the others. */
function grouped(prices: readonly OwnPrice[]): Map<string, OwnPrice[]> {
  const groups = new Map<string, OwnPrice[]>();
  for (const price of inTime(prices)) {
    // As the host of an address is read.
    const name = `${price.host.toLowerCase()} ${price.model}`;
    groups.set(name, [...(groups.get(name) ?? []), price]);
  }
  return groups;
}

function inTime(prices: readonly OwnPrice[]): OwnPrice[] {
  const day = ({ from = '' }: OwnPrice) => Number(from.replaceAll('-', ''));
  return prices.toSorted((a, b) => day(a) - day(b));
}

function ofOwn(own: OwnPrices, rates: readonly OwnPrice[], at: number): Known | null {
  const held = ratesAt({ rates }, at);
  return held && ofEntry(own, { context: rates[0]?.context, ...held });
}

function ofEntry({ checked }: OwnPrices, entry: OwnPrice): Known {
  const day = entry.checked ?? entry.from ?? checked ?? shipped.checked;
  return { rates: entry, context: entry.context ?? null, isOwn: true, checked: day };
}

function ofList(model: PricedModel | undefined, at: number): Known | null {
  const rates = model && ratesAt(model, at);
  if (!rates) return null;
  return { rates, context: model.context ?? null, isOwn: false, checked: shipped.checked };
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

/** Names of a server in the user's own prices, and whose prices the shipped list has for it. */
type Place = { hosts: readonly string[]; provider: PricedProvider | undefined };
const places = new Map<string, Place>();

/** Each answer that is kept asks for the price at one of a few addresses, and the list of them is long. */
function placeOf(baseUrl: string): Place {
  const former = places.get(baseUrl);
  if (former) return former;
  const { protocol, hostname, port, origin } = new URL(baseUrl);
  const place = {
    // One machine may have several servers.
    hosts: [`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`, hostname],
    provider: PROVIDERS.find(({ address }) => isAt(address, origin)),
  };
  if (places.size < MOST_REMEMBERED) places.set(baseUrl, place);
  return place;
}

/** The expressions are meant from the beginning of an address. */
function isAt(address: string, origin: string): boolean {
  return new RegExp(`^(?:${address})(?=[:/]|$)`).test(`${origin}/`);
}

/** A dated snapshot costs what its family costs, unless it has a line of its own. */
function familyOf(model: string): string {
  return model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
}

function now(): number {
  return Math.floor(Date.now() / 1_000);
}
