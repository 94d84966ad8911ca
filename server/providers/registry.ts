import { modelNotFound } from '../errors';
import { discoverProviders } from './discover';
import type { Provider } from './provider';
import type { Alias, ProvidersFile } from './providers-file';

export type Route = { provider: Provider; model: string };

/** All providers known now, and the rule by which a model name finds one. */
export type Registry = {
  providers(): Promise<Provider[]>;
  /** The provider that plain model names go to. */
  defaultProvider(): Promise<Provider>;
  aliases: ReadonlyMap<string, Alias>;
  get(name: string): Promise<Provider | null>;
  /** Alias, then `provider:model`, then the default provider. Fails with 404 when an alias leads nowhere. */
  resolve(model: string): Promise<Route>;
};

export type RegistryParts = {
  file: ProvidersFile;
  /** The provider from `OPENAI_API_KEY` and `OPENAI_BASE_URL`, if any. An entry of the file with its name wins. */
  fromEnvironment: Provider | null;
  demo: Provider;
  /** `DEFAULT_PROVIDER` */
  defaultName: string | null;
  discover?: () => Promise<Provider[]>;
};

const DISCOVERY_MS = 10_000;

export function createRegistry(parts: RegistryParts): Registry {
  const { aliases } = parts.file;
  const configured = [
    ...parts.file.providers,
    ...(parts.fromEnvironment ? [parts.fromEnvironment] : []),
  ];
  const found = remembered(parts.discover ?? discoverProviders, DISCOVERY_MS);

  async function providers(): Promise<Provider[]> {
    const byName = new Map<string, Provider>();
    for (const provider of [...configured, ...(await found()), parts.demo]) {
      if (!byName.has(provider.name)) byName.set(provider.name, provider);
    }
    return [...byName.values()];
  }

  async function get(name: string): Promise<Provider | null> {
    // What is configured needs no probing of local ports.
    const known = [...configured, parts.demo].find((provider) => provider.name === name);
    return known ?? (await providers()).find((provider) => provider.name === name) ?? null;
  }

  async function defaultProvider(): Promise<Provider> {
    if (parts.defaultName !== null) return (await get(parts.defaultName)) ?? parts.demo;
    const openai = configured.find(({ name, apiKey }) => name === 'openai' && apiKey !== null);
    return openai ?? (await providers())[0] ?? parts.demo;
  }

  async function resolve(model: string): Promise<Route> {
    const alias = aliases.get(model);
    if (alias) {
      const provider = await get(alias.provider);
      if (!provider) throw modelNotFound(model);
      return { provider, model: alias.model };
    }
    const colon = model.indexOf(':');
    const named = colon > 0 ? await get(model.slice(0, colon)) : null;
    if (named) return { provider: named, model: model.slice(colon + 1) };
    return { provider: await defaultProvider(), model };
  }

  return { providers, defaultProvider, aliases, get, resolve };
}

/** Calls again only when the last result is older than `ms`, and never twice at a time. */
function remembered<T>(load: () => Promise<T>, ms: number): () => Promise<T> {
  let last: { at: number; result: Promise<T> } | null = null;
  return () => {
    if (last === null || Date.now() - last.at > ms) last = { at: Date.now(), result: load() };
    return last.result;
  };
}
