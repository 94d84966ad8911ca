import type { ProviderInfo } from '#contract/wire/server';

/** Where a model is asked without this server, and what it is called there; null where that is not possible. */
export function directTo(
  model: string,
  providers: readonly ProviderInfo[],
): { name: string; baseUrl: string; model: string } | null {
  const [prefix, ...rest] = model.split(':');
  const named = rest.length > 0 ? providers.find(({ name }) => name === prefix) : undefined;
  const provider = named ?? providers.find((each) => each.default);
  if (!provider?.baseUrl) return null;
  return {
    name: provider.name,
    baseUrl: provider.baseUrl,
    model: named ? rest.join(':') : model,
  };
}
