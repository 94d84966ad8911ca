import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import { joinedPath } from './base-url';
import { agentFor } from './connections';
import { lookupOf } from './guarded-lookup';
import { authorization, type Provider } from './provider';
import { proxyAuthorization } from './proxy';

export type UpstreamCall = {
  method: string;
  /** Below the provider's base URL, with query: `/chat/completions?limit=1`. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer | NodeJS.ReadableStream;
  signal: AbortSignal;
  /** How long the provider may take to begin its answer, in milliseconds; null: the caller sees to it. */
  answerTimeout?: number | null;
  /** How the name of its host is resolved. Connections that are kept would pass it by, so none is used. */
  lookup?: LookupFunction;
};

/** The request of a call, begun; its body is not sent yet. */
export function requestTo(provider: Provider, call: UpstreamCall): http.ClientRequest {
  const { protocol, hostname, port, auth, path, headers } = targetOf(provider, call);
  return (protocol === 'https:' ? https : http).request({
    protocol,
    hostname,
    port,
    auth,
    path,
    method: call.method,
    // Spreading five objects into one costs six times as much.
    headers: Object.assign(
      {},
      call.headers,
      framing(call),
      IDENTITY,
      authorization(provider),
      headers,
    ),
    // With an agent Node would ignore how the provider is connected to.
    agent: provider.connect ? undefined : agentOf(provider, call),
    createConnection: provider.connect,
    // The proxy is the operator's own.
    lookup: provider.proxy === null ? (call.lookup ?? lookupOf(provider)) : undefined,
  });
}

const IDENTITY = { 'accept-encoding': 'identity' };

function agentOf(provider: Provider, { lookup }: UpstreamCall): http.Agent | false {
  if (lookup && provider.proxy === null) return false;
  return agentFor(protocolOf(provider), provider.proxy);
}

function protocolOf({ baseUrl }: Provider): string {
  return addressOf(baseUrl).protocol;
}

/** Where the request goes, and what it asks for. Without TLS it goes to the proxy itself, with the whole address. */
function targetOf({ baseUrl, query, proxy }: Provider, call: UpstreamCall) {
  const { protocol, hostname, port, auth, host, pathname, search } = addressOf(baseUrl);
  const path = joinedPath({ pathname, queries: [search.slice(1), query] }, call.path);
  if (proxy === null || protocol === 'https:')
    return { protocol, hostname, port, auth, path, headers: {} };
  const through = addressOf(proxy.href);
  return {
    protocol: through.protocol,
    hostname: through.hostname,
    port: through.port,
    auth,
    path: `http://${host}${path}`,
    headers: { host, ...proxyAuthorization(proxy) },
  };
}

/** Node frames no body of a GET or DELETE: what follows it on the connection would be read as another request. */
function framing({ body, headers = {} }: UpstreamCall): Record<string, string> {
  if (body === undefined || 'content-length' in headers) return {};
  if (typeof body === 'string' || Buffer.isBuffer(body))
    return { 'content-length': String(Buffer.byteLength(body)) };
  return { 'transfer-encoding': 'chunked' };
}

type Address = Record<
  'protocol' | 'hostname' | 'port' | 'host' | 'auth' | 'pathname' | 'search',
  string
>;
const addresses = new Map<string, Address>();

/** There are as many as providers; taking one apart costs more than all else about a call. */
function addressOf(baseUrl: string): Address {
  const known = addresses.get(baseUrl);
  if (known) return known;
  const url = new URL(baseUrl);
  const { protocol, hostname, port, auth } = urlToHttpOptions(url);
  const address = {
    protocol: protocol ?? 'http:',
    hostname: hostname ?? '',
    port: String(port ?? ''),
    host: url.host,
    auth: auth ?? '',
    search: url.search,
    pathname: url.pathname.replace(/\/$/, ''),
  };
  addresses.set(baseUrl, address);
  return address;
}
