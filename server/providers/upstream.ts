import { isUtf8 } from 'node:buffer';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { urlToHttpOptions } from 'node:url';
import { joined } from '../json/text';
import { ApiFailure } from '../http/errors';
import { joinedPath } from './base-url';
import { agentFor, endsSeen } from './connections';
import { lookupOf } from './guarded-lookup';
import { authorization, type Provider } from './provider';
import { proxyAuthorization } from './proxy';
import { withoutQuotedKeys } from './hide-keys';
import { type Answer, unpacked } from './unpack';
import {
  answerBroken,
  connectionFailure,
  HeadersTimeout,
  upstreamFailure,
  upstreamInvalid,
  upstreamSilent,
} from './upstream-failures';

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

const ANSWER_TIMEOUT = 600_000;
const IDLE_TIMEOUT = 300_000;
/** Answers and streams beyond this are cut: no provider sends them in good faith. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Sends one request, once, and follows no redirect (the key would go to another host). Only a GET is sent again, once,
 * when the connection kept for it turned out to be closed. Fails with 502 or 504 when the provider gives no answer, or
 * one that cannot be unpacked; any status of HTTP is passed back. Neither headers nor a refusal quote its keys.
 */
export async function callProvider(provider: Provider, call: UpstreamCall): Promise<Answer> {
  const response = await send(provider, call, call.method === 'GET');
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 599) {
    response.destroy();
    throw upstreamInvalid(
      `The provider '${provider.name}' answered with status ${status}, which means nothing.`,
    );
  }
  if (status >= 300 && status < 400) {
    response.destroy();
    throw upstreamFailure(
      502,
      `The provider '${provider.name}' answered with a redirect, which is not followed. Check its base URL.`,
      'upstream_redirect',
    );
  }
  try {
    return withoutQuotedKeys(await unpacked(response, MAX_ANSWER_BYTES), provider);
  } catch (error) {
    response.destroy();
    if (call.signal.aborted) throw call.signal.reason as Error;
    throw error instanceof ApiFailure ? error : answerBroken();
  }
}

async function send(
  provider: Provider,
  call: UpstreamCall,
  isRepeatable: boolean,
): Promise<IncomingMessage> {
  // A GET is repeated.
  if (call.method !== 'GET') await endsSeen();
  const request = requestTo(provider, call);
  try {
    return await answerOf(request, provider, call);
  } catch (error) {
    if (!isRepeatable || !request.reusedSocket || call.signal.aborted) throw error;
    return send(provider, call, false);
  }
}

function requestTo(provider: Provider, call: UpstreamCall): http.ClientRequest {
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

function answerOf(
  request: http.ClientRequest,
  provider: Provider,
  call: UpstreamCall,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { answerTimeout = ANSWER_TIMEOUT } = call;
    const giveUp = () => request.destroy(new HeadersTimeout());
    const timer = answerTimeout === null ? undefined : setTimeout(giveUp, answerTimeout);
    const cut = () => request.destroy(call.signal.reason as Error);
    if (call.signal.aborted) cut();
    call.signal.addEventListener('abort', cut, { once: true });
    let isAnswered = false;
    request.on('response', (response) => {
      clearTimeout(timer);
      isAnswered = true;
      resolve(response);
    });
    // Nobody asked for another protocol; without a listener Node closes the connection and says nothing.
    request.on('upgrade', (_response, socket: Duplex) => {
      clearTimeout(timer);
      socket.destroy();
      reject(upstreamInvalid(`The provider '${provider.name}' switched to another protocol.`));
    });
    request.on('close', () => {
      call.signal.removeEventListener('abort', cut);
      clearTimeout(timer);
      // An error that nobody gets costs as much as one that somebody does.
      if (!isAnswered)
        reject(connectionFailure({ name: '', message: '', code: 'ECONNRESET' }, provider.name));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (call.signal.aborted) reject(call.signal.reason as Error);
      else reject(connectionFailure(error, provider.name));
    });
    sendBody(request, call.body);
  });
}

function sendBody(request: http.ClientRequest, body: UpstreamCall['body']): void {
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) request.end(body);
  else {
    body.pipe(request);
    // A provider may answer before it has read all: the rest still has to arrive, or the client's connection is stuck.
    request.on('close', () => {
      body.unpipe(request);
      body.resume();
    });
  }
}

/**
 * The whole answer as text, without a byte order mark; bytes that are not UTF-8 come as U+FFFD. Fails with 502 when it is larger than {@link MAX_ANSWER_BYTES}, with 504 when nothing comes
 * for `idleTimeout` milliseconds, `firstTimeout` before the first byte, and with the connection's own error when it breaks off.
 */
export async function readAll(
  response: Answer,
  idleTimeout = IDLE_TIMEOUT,
): Promise<{ text: string; isUtf8: boolean }> {
  const bytes = await readBytes(response, idleTimeout);
  return { text: new TextDecoder().decode(bytes), isUtf8: isUtf8(bytes) };
}

/** The same as bytes, as they came. `came` is told of each piece, and may make those that follow wait. */
export async function readBytes(
  response: Answer,
  idleTimeout: number,
  firstTimeout = idleTimeout,
  came: (bytes: number) => Promise<void> | null = () => null,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const giveUp = () => response.destroy(upstreamSilent());
  let idle = setTimeout(giveUp, firstTimeout);
  const goOn = () => void (idle = setTimeout(giveUp, idleTimeout));
  const pauseUntil = async (free: Promise<void>) => {
    response.pause();
    await free;
    if (response.destroyed) return;
    goOn();
    response.resume();
  };
  const take = (chunk: Buffer) => {
    clearTimeout(idle);
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES)
      return response.destroy(upstreamInvalid('The answer of the provider is too large.'));
    chunks.push(chunk);
    const wait = came(chunk.length);
    if (wait) void pauseUntil(wait);
    else goOn();
  };
  try {
    await ended(response.on('data', take));
  } finally {
    clearTimeout(idle);
  }
  return joined(chunks, size);
}

/** Resolves at its end. Fails with its error, or with one of ours when it closes before. An iterator costs twice as much. */
function ended(response: Answer): Promise<void> {
  return new Promise((resolve, reject) => {
    // An error that nobody gets costs as much as one that somebody does.
    const close = () => {
      if (!response.readableEnded) reject(response.errored ?? new Error('closed before its end'));
    };
    if (response.destroyed) return close();
    response.on('end', resolve).on('error', reject).on('close', close);
  });
}
