import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { AppParts } from '../parts';
import { bufferOf } from '../json/text';
import { aside } from '../threads/aside';
import { ApiFailure, unknownUrl } from '../http/errors';
import type { Provider } from '../providers/provider';
import type { Registry } from '../providers/registry';
import { figureHeaders } from '../providers/figures';
import { withoutKeysInErrors } from '../providers/hide-keys';
import type { Answer } from '../providers/unpack';
import { callProvider } from '../providers/upstream';
import type { UpstreamCall } from '../providers/upstream-request';
import { answerBroken } from '../providers/upstream-failures';
import { sendFailure } from '../http/failures';
import { isTrace, pickedHeaders } from '../http/picked-headers';
import { watchArrival } from '../http/bodies/arrival';
import type { Pulse } from '../http/bodies/pulse';
import { refuseEncoded, tooSlow, type Receive } from '../http/receive';

type Body = UpstreamCall['body'];

/**
 * What this server does not do itself goes to a provider untouched, with the key that stays here: everything else
 * under `/v1`, so that one base URL is enough for an application, and each provider's own API under
 * `/api/providers/<name>/v1`, through which the dashboard reads what a provider stores.
 */
export function relayRoutes(
  app: FastifyInstance,
  { registry }: AppParts,
  { receive, pulse }: { receive: Receive; pulse: Pulse },
): void {
  void app.register(async (scope) => {
    scope.setErrorHandler((error: FastifyError, request, reply) =>
      sendFailure(brokenOff.has(error) ? answerBroken() : error, request, reply),
    );
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', receive);
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.route<{ Params: { name: string } }>({
      method: ['GET', 'POST', 'DELETE'],
      url: '/api/providers/:name/v1/*',
      handler: async (request, reply) => {
        const { name } = request.params;
        const provider = await registry.get(name);
        if (!provider) throw unknownProvider(name);
        const path = pathBelow(/^\/api\/providers\/[^/]+\/v1(?=\/)/, request);
        return relay({ provider, path, body: request.body as Body }, { request, reply, pulse });
      },
    });
    scope.route({
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/v1/*',
      handler: async (request, reply) => {
        if (OURS.test(request.url)) throw unknownUrl(request);
        if (Buffer.isBuffer(request.body)) refuseEncoded(request);
        const path = pathBelow(/^\/v1(?=\/)/, request);
        const body = request.body as Body;
        const target: Target = (await ofModel(registry, path)) ?? (await routed(registry, body));
        if (isResponse(request) && asksToKeep(request, target.store))
          void reply.header('x-completion-stored', 'false');
        return relay({ path, body, ...target }, { request, reply, pulse });
      },
    });
  });
}

/** However its slashes are written: many a provider would answer, and nothing of it were kept here. */
const OURS = /^\/v1(\/|%2f)+chat(\/|%2f)+completions(\/|%2f|\?|$)/i;

/** A JSON body may name its model the way we do, `provider:model` or an alias; all else is the default provider's. */
async function routed(registry: Registry, body: Body): Promise<Target> {
  if (!Buffer.isBuffer(body)) return { provider: await registry.defaultProvider(), body };
  const { model: named, store } = await aside.readRelayed(body);
  if (named === null)
    return { provider: await registry.defaultProvider(), body: unmarked(body), store };
  const { provider, model } = await registry.resolve(named);
  const text = await aside.edit(body, { model: JSON.stringify(model) });
  return { provider, body: bufferOf(text), store };
}

/** `store`: the body asks for the answer to be kept. */
type Target = { provider: Provider; body?: Body; path?: string; store?: boolean };

/** What the Responses API makes: passed on like all else, and kept by the provider at most. */
function isResponse({ method, url }: FastifyRequest): boolean {
  return method === 'POST' && /^\/v1\/responses\/?(\?|$)/.test(url);
}

function asksToKeep({ headers }: FastifyRequest, store = false): boolean {
  return store || /^\s*true\s*$/i.test(String(headers['x-store']));
}

/** Without a byte order mark. */
function unmarked(body: Buffer): Buffer {
  return body.subarray(0, 3).equals(MARK) ? body.subarray(3) : body;
}

const MARK = Buffer.from('\uFEFF');

/** `/models/<name>`, as where a tuned model is deleted, is of the provider that the name leads to; null for other paths. */
async function ofModel(
  registry: Registry,
  path: string,
): Promise<{ provider: Provider; path: string } | null> {
  const [, name, query = ''] = /^\/models\/([^?]+)(\?.*)?$/s.exec(path) ?? [];
  if (name === undefined) return null;
  const { provider, model } = await registry.resolve(decodeURIComponent(name));
  return { provider, path: `/models/${encodeURIComponent(model)}${query}` };
}

/** What ended answers of providers on their way: before the first byte it is still time to say so. */
const brokenOff = new WeakSet<Error>();

function clientLeft(): ApiFailure {
  return new ApiFailure(499, 'The client closed the connection.', { code: 'client_disconnect' });
}

/** Path and query as they came, behind the base. Fails with 404 for anything that might lead out of it. */
function pathBelow(base: RegExp, request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const path = url.replace(base, '');
  if (path === url || leadsOut(path.split('?')[0] ?? '')) throw unknownUrl(request);
  return path;
}

const DOTS = /(^|[/\\])\.\.?([/\\;]|$)|\\/;
/** Control characters, which some servers drop, and bytes that no UTF-8 has but some read as dots and slashes. */
const MISREAD = /%([01][\da-f]|7f|c[01]|e0%[89]|f0%8|f[5-9a-f])/i;

/** A dot segment, however often it is encoded and whatever parameters it has; an encoded slash alone is none. */
function leadsOut(path: string): boolean {
  let decoded = path;
  for (let round = 0; round < 5; round += 1) {
    const next = decoded.replaceAll(/%(2e|2f|5c|3b|25)/gi, (code) =>
      String.fromCharCode(Number.parseInt(code.slice(1), 16)),
    );
    if (next === decoded) return DOTS.test(decoded) || MISREAD.test(decoded);
    decoded = next;
  }
  return true;
}

async function relay(
  { provider, path, body }: { provider: Provider; path: string; body: Body },
  { request, reply, pulse }: { request: FastifyRequest; reply: FastifyReply; pulse: Pulse },
): Promise<FastifyReply> {
  const abort = new AbortController();
  reply.raw.on('close', () => abort.abort(clientLeft()));
  watchArrival(request.raw, pulse, () => abort.abort(tooSlow('The provider got a part of it.')));
  const answer = await callProvider(provider, {
    method: request.method,
    path,
    headers: requestHeaders(request.headers, body),
    body,
    signal: abort.signal,
  });
  const response = withoutKeysInErrors(answer, provider);
  response.on('error', (error) => brokenOff.add(error));
  return reply
    .status(response.statusCode ?? 502)
    .headers(responseHeaders(response))
    .send(response);
}

/** A short list of what may pass: no cookies, no authorization of the client, nothing that names hosts. */
const REQUEST_HEADERS = new Set([
  'content-type',
  'content-encoding',
  'accept',
  'if-match',
  'idempotency-key',
  'openai-beta',
]);

function requestHeaders(headers: IncomingHttpHeaders, body: Body): Record<string, string> {
  // The length of a body in hand is set anew: its model may have got another name.
  const isStream = typeof body === 'object' && !Buffer.isBuffer(body);
  return pickedHeaders(
    headers,
    (name) => REQUEST_HEADERS.has(name) || isTrace(name) || (isStream && name === 'content-length'),
  );
}

const RESPONSE_HEADERS = new Set([
  'content-length',
  'etag',
  'retry-after',
  'retry-after-ms',
  'x-should-retry',
]);

function responseHeaders({ headers }: Answer): Record<string, string> {
  const passed = pickedHeaders(
    headers,
    (name) => RESPONSE_HEADERS.has(name) || name.startsWith('x-ratelimit-'),
  );
  return {
    ...passed,
    ...figureHeaders(headers),
    'content-type': safeType(headers['content-type']),
  };
}

/** A provider must not be able to make a page of ours: only types that no browser runs. */
function safeType(type = ''): string {
  const isSafe =
    /^(application\/(json|x-ndjson|jsonl|octet-stream)|text\/(event-stream|plain)|audio\/[\w.+-]+|image\/(png|jpeg|webp|gif))\s*(;|$)/i;
  return isSafe.test(type) ? type : 'application/octet-stream';
}

function unknownProvider(name: string): ApiFailure {
  return new ApiFailure(404, `There is no provider named '${name.slice(0, 100)}'.`, {
    code: 'provider_not_found',
  });
}
