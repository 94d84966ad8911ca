import type { ClientRequestArgs } from 'node:http';
import { isIP } from 'node:net';
import { addressKind } from './address-kinds';
import { bareHost } from './base-url';

/** Where a provider's configuration came from. */
type ProviderSource = 'env' | 'file' | 'found' | 'demo';

/** A server that speaks OpenAI's API. Only this folder reads `apiKey`. */
export type Provider = {
  name: string;
  /** As {@link normalBaseUrl} makes it, for example `https://api.openai.com/v1`; it may have a query. */
  baseUrl: string;
  apiKey: string | null;
  organization: string | null;
  project: string | null;
  headers: Record<string, string>;
  /** Goes with every request behind the query of `baseUrl`; encoded, without `?`. */
  query: string;
  /** Keeps completions itself, so that the dashboard can show its store. */
  stored: boolean;
  /** Gets `store` and `metadata` too; off by default, since many providers refuse unknown names. */
  forwardStore: boolean;
  /** Its address was typed where more than one machine reaches us: its name may not lead into our own network. */
  isPublicOnly: boolean;
  source: ProviderSource;
  /** The variable of the environment that sets its key, or all of it. */
  keyVariable: string | null;
  /** Reached through it; it may hold a password. */
  proxy: URL | null;
  /** How to reach a provider that has no network address: the demo inside this process. */
  connect?: ClientRequestArgs['createConnection'];
};

/** A provider of which only name, address and origin are known: no key, no extras, keeps nothing itself. */
export function plainProvider(name: string, baseUrl: string, source: ProviderSource): Provider {
  return {
    name,
    baseUrl,
    source,
    apiKey: null,
    keyVariable: null,
    organization: null,
    project: null,
    headers: {},
    query: '',
    stored: false,
    forwardStore: false,
    isPublicOnly: false,
    proxy: null,
  };
}

/** The last four characters of a key: enough to recognise it, useless to a thief. Of a short one they would be much. */
export function keyHint({ apiKey }: Provider): string | null {
  if (apiKey === null) return null;
  return apiKey.length < 8 ? '…' : `…${apiKey.slice(-4)}`;
}

/** What a provider's requests carry besides what they say themselves. No header is sent empty. */
export function authorization(provider: Provider): Readonly<Record<string, string>> {
  const known = authorizations.get(provider) ?? makeAuthorization(provider);
  authorizations.set(provider, known);
  return known;
}

const authorizations = new WeakMap<Provider, Readonly<Record<string, string>>>();

function makeAuthorization(provider: Provider): Record<string, string> {
  const { apiKey, organization, project, headers } = provider;
  const own = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const implied = apiKey && isAnthropic(provider.baseUrl) ? anthropicHeaders(apiKey) : {};
  return {
    ...headers,
    ...Object.fromEntries(Object.entries(implied).filter(([name]) => !own.has(name))),
    ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
    ...(organization ? { 'openai-organization': organization } : {}),
    ...(project ? { 'openai-project': project } : {}),
  };
}

/** Its own API, the list of models too, asks for these; the one that speaks like OpenAI's is content with the key. */
function anthropicHeaders(apiKey: string): Record<string, string> {
  return { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' };
}

export function isAnthropic(baseUrl: string): boolean {
  return new URL(baseUrl).hostname === 'api.anthropic.com';
}

/** api.openai.com keeps stored completions itself; others say so in the file. */
export function isOpenAi(baseUrl: string): boolean {
  return new URL(baseUrl).hostname === 'api.openai.com';
}

/** Then nobody asks for money. */
export function isOnThisMachine({ baseUrl, source }: Provider): boolean {
  const host = bareHost(new URL(baseUrl).hostname);
  if (source === 'demo' || host === 'localhost') return true;
  return isIP(host) !== 0 && addressKind(host) === 'loopback';
}
