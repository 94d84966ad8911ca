import { modelNotFound } from '../http/errors';
import { discoverProviders } from './discover';
import type { Provider } from './provider';
import { isNamed, listModels, type Model } from './model-list';
import type { Alias, ProvidersFile } from './providers-file';

export type Route = { provider: Provider; model: string };

/** All providers known now, and the rule by which a model name finds one. */
export type Registry = {
  providers(): Promise<Provider[]>;
  /** The provider that plain model names go to. */
  defaultProvider(): Promise<Provider>;
  aliases(): ReadonlyMap<string, Alias>;
  /** Which bytes of the providers file it goes by. */
  fileVersion(): string;
  /** From now on this is the file; what runs goes on with the provider that it began with. */
  replaceFile(file: ProvidersFile): void;
  get(name: string): Promise<Provider | null>;
  /**
   * Alias, then `provider:model`, then the default provider. Fails with 404 when the name leads nowhere: an alias of a
   * provider that is not there, or `nowhere:x` where the default provider lists its models and not this one.
   */
  resolve(model: string): Promise<Route>;
  /** As {@link resolve}, for a name that only selects: null where it is a plain name or leads nowhere. */
  find(model: string): Promise<Route | null>;
};

export type RegistryParts = {
  file: ProvidersFile;
  /** The provider from `OPENAI_API_KEY` and `OPENAI_BASE_URL`, if any. An entry of the file with its name wins. */
  fromEnvironment: Provider | null;
  demo: Provider;
  /** `DEFAULT_PROVIDER` */
  defaultName: string | null;
  discover?: () => Promise<Provider[]>;
  list?: (provider: Provider) => Promise<Model[] | null>;
};

const DISCOVERY_MS = 10_000;
/** A model that was just added is to be found, without a list for each request that names a missing one. */
const LIST_MS = 5_000;

export function createRegistry(parts: RegistryParts): Registry {
  let { file } = parts;
  let configured = configuredBy(file);
  const list = parts.list ?? listModels;
  const lists = new Map<string, () => Promise<Model[] | null>>();
  const found = remembered(parts.discover ?? discoverProviders, DISCOVERY_MS);

  function configuredBy({ providers: own }: ProvidersFile): Provider[] {
    return [...own, ...(parts.fromEnvironment ? [parts.fromEnvironment] : [])];
  }

  function replaceFile(next: ProvidersFile): void {
    file = next;
    configured = configuredBy(next);
    lists.clear();
  }

  async function providers(): Promise<Provider[]> {
    const byName = new Map<string, Provider>();
    for (const provider of [...configured, ...(await found()), parts.demo]) {
      if (!byName.has(provider.name)) byName.set(provider.name, provider);
    }
    return [...byName.values()];
  }

  async function get(name: string): Promise<Provider | null> {
    // What is configured needs no probing of local ports.
    const isIt = (provider: Provider) => provider.name === name;
    const known = configured.find(isIt) ?? (isIt(parts.demo) ? parts.demo : null);
    return known ?? (await providers()).find((provider) => provider.name === name) ?? null;
  }

  async function defaultProvider(): Promise<Provider> {
    if (parts.defaultName !== null) return (await get(parts.defaultName)) ?? parts.demo;
    const openai = configured.find(({ name, apiKey }) => name === 'openai' && apiKey !== null);
    return openai ?? (await providers())[0] ?? parts.demo;
  }

  async function find(model: string): Promise<Route | null> {
    const alias = file.aliases.get(model);
    const colon = model.indexOf(':');
    const name = alias?.provider ?? (colon > 0 ? model.slice(0, colon) : null);
    const provider = name === null ? null : await get(name);
    return provider && { provider, model: alias?.model ?? model.slice(colon + 1) };
  }

  async function resolve(model: string): Promise<Route> {
    const route = await find(model);
    const alias = file.aliases.get(model);
    if (alias && !route) throw modelNotFound(model, missingProvider(alias.provider));
    if (route?.model === '') throw modelNotFound(model);
    if (route) return route;
    const provider = await defaultProvider();
    const named = model.slice(0, Math.max(model.indexOf(':'), 0));
    if (named !== '' && !(await mayHave(provider, model))) {
      const why = `${missingProvider(named)}, and the default provider '${provider.name}' lists no such model`;
      throw modelNotFound(model, why);
    }
    return { provider, model };
  }

  /** False only for what a provider that lists its models does not list. */
  async function mayHave(provider: Provider, model: string): Promise<boolean> {
    const key = `${provider.name} ${provider.baseUrl}`;
    const load = lists.get(key) ?? remembered(() => list(provider), LIST_MS);
    lists.set(key, load);
    const listed = await load();
    return listed === null || listed.some(isNamed(model));
  }

  return {
    providers,
    defaultProvider,
    aliases: () => file.aliases,
    fileVersion: () => file.version,
    replaceFile,
    get,
    resolve,
    find,
  };
}

function missingProvider(name: string): string {
  return `There is no provider named '${name.slice(0, 100)}'`;
}

/** Calls again only when the last result is older than `ms`, and never twice at a time. */
function remembered<T>(load: () => Promise<T>, ms: number): () => Promise<T> {
  let last: { at: number; result: Promise<T> } | null = null;
  return () => {
    if (last === null || Date.now() - last.at > ms) last = { at: Date.now(), result: load() };
    return last.result;
  };
}
