import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Access, isOwnOrigin, tokenOf, unauthorized } from './access/access';
import { checkScopes } from './access/route-scope';
import { isSame } from './access/is-same';
import type { Config } from '../config';
import { loopbackHosts } from './loopback';
import type { AppParts } from '../parts';
import { ApiFailure } from './errors';
import { answerHeaders } from './answer-headers';
import {
  AUDIT_FILE_ROUTE,
  EXPORT_FILE_ROUTE,
  LIVE_ROUTE,
  METRICS_ROUTE,
  READY_ROUTE,
  SESSION_ROUTE,
} from './known-routes';

/** Where functions that a reader wrote for a tool run: without an origin, and without a network. */
const SANDBOX_PAGE = '/function-sandbox.html';
const SANDBOX_CSP = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob:",
  'worker-src blob:',
  'sandbox allow-scripts',
  "frame-ancestors 'self'",
].join('; ');

/**
 * Who may ask at all. The default deployment has no password: what keeps other web pages out are the exact lists of
 * hosts (against DNS rebinding) and origins (against requests that a page of another site makes).
 */
export function guard(
  app: FastifyInstance,
  { config, store }: Pick<AppParts, 'config' | 'store'>,
  access: Access | null,
): void {
  app.decorateRequest('caller', null);
  checkScopes(app, store, isApiPath);
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(answerHeaders(request.id));
    if (request.url === SANDBOX_PAGE) void reply.header('content-security-policy', SANDBOX_CSP);
    checkTarget(request);
    checkFraming(request, reply);
    checkHostIsThere(request, reply);
    if (isProbe(request)) return;
    checkHost(request, config.allowedHosts);
    if (!isApi(request)) return;
    checkOrigin(request, config);
    if (answerForeignOrigin(request, reply, config)) return reply.status(204).send();
    if (isForMetrics(request, config)) return;
    if (request.routeOptions.url !== SESSION_ROUTE) await access?.check(request);
  });
}

/** Of the route that answers, and not of the path: whatever leads there is answered with its one word. */
function isProbe({ routeOptions: { url } }: FastifyRequest): boolean {
  return url === LIVE_ROUTE || url === READY_ROUTE;
}

/** By the route that is going to answer, too: `/%76%31/models` does not look like the API but leads there. */
export function isApi({ routeOptions, url }: FastifyRequest): boolean {
  return isApiPath(url) || isApiPath(routeOptions.url ?? '');
}

function isApiPath(path: string): boolean {
  return /^\/(v1|api|metrics)(\/|\?|$)/.test(path);
}

/** Whether it asks for the metrics with their own token. With that alone, everybody else is refused. */
function isForMetrics(request: FastifyRequest, { metricsToken, accessToken }: Config): boolean {
  if (request.routeOptions.url !== METRICS_ROUTE || metricsToken === null) return false;
  if (isSame(tokenOf(request) ?? '', metricsToken)) return true;
  if (accessToken === null) throw unauthorized('The metrics need METRICS_TOKEN as a bearer token.');
  return false;
}

/**
 * Where a body of another coding ends, nobody here can read, nor what follows a wish for another protocol: nothing more is
 * taken from its connection.
 */
function checkFraming({ headers }: FastifyRequest, reply: FastifyReply): void {
  // Node takes what comes with it for no request of ours, answers none of it, and reads on in the middle.
  if (headers.upgrade !== undefined) void reply.header('connection', 'close');
  const coding = headers['transfer-encoding'] ?? 'chunked';
  if (coding.trim().toLowerCase() === 'chunked') return;
  void reply.header('connection', 'close');
  throw new ApiFailure(400, "Send the body with a length, or with 'Transfer-Encoding: chunked'.", {
    code: 'invalid_transfer_encoding',
  });
}

/** A target that names a host of its own, as requests to proxies do, would go past the check of the host. */
function checkTarget({ url }: FastifyRequest): void {
  if (url.startsWith('/')) return;
  throw new ApiFailure(400, 'The target of the request must be a path that starts with a slash.', {
    code: 'invalid_target',
  });
}

function checkHostIsThere({ raw, headers }: FastifyRequest, reply: FastifyReply): void {
  if (headers.host !== undefined || raw.httpVersion === '1.0') return;
  void reply.header('connection', 'close');
  throw new ApiFailure(400, 'The request names no host: it must have a Host header.', {
    code: 'host_missing',
  });
}

function checkHost({ raw }: FastifyRequest, listed: readonly string[]): void {
  const allowed = listed.length > 0 ? listed : loopbackHosts(raw.socket.localPort ?? 80);
  // Node keeps only the first of two Host headers; a proxy before us may have believed the second.
  const [host = '', second] = hostsIn(raw.rawHeaders);
  if (second === undefined && allowed.includes(host.toLowerCase())) return;
  throw new ApiFailure(
    403,
    'This server does not answer for this host name. Open it by the address it printed at its start, or add the name to ALLOWED_HOSTS.',
    { code: 'host_not_allowed' },
  );
}

/** `raw`: names and values by turns. */
function hostsIn(raw: readonly string[]): string[] {
  const hosts: string[] = [];
  for (let at = 0; at < raw.length; at += 2)
    if (raw[at]?.toLowerCase() === 'host') hosts.push(raw[at + 1] ?? '');
  return hosts;
}

function checkOrigin(request: FastifyRequest, config: Config): void {
  const { headers, method } = request;
  const { origin } = headers;
  const isAllowed =
    origin === undefined || isOwnOrigin(request) || config.allowedOrigins.includes(origin);
  const site = headers['sec-fetch-site'];
  const isForeign = origin === undefined && (site === 'cross-site' || site === 'same-site');
  if (isAllowed && !isForeign && isDataOrFile(request)) return;
  throw new ApiFailure(
    403,
    `This ${method} request comes from a web page of another origin. Add the origin to ALLOWED_ORIGINS if it may use this server.`,
    { code: 'origin_not_allowed' },
  );
}

/**
 * Data that a script reads, never what a page shows or runs. A file that our own page downloads is a navigation in
 * Firefox and Safari, and none in Chromium.
 */
function isDataOrFile({ headers, routeOptions }: FastifyRequest): boolean {
  const destination = headers['sec-fetch-dest'] ?? 'empty';
  if (destination === 'empty') return true;
  const isFile = routeOptions.url === EXPORT_FILE_ROUTE || routeOptions.url === AUDIT_FILE_ROUTE;
  return isFile && destination === 'document' && headers['sec-fetch-site'] === 'same-origin';
}

/** Lets a page of a listed origin read our answers. True for its preflight, which is then answered with nothing. */
function answerForeignOrigin(
  { headers, method }: FastifyRequest,
  reply: FastifyReply,
  { allowedOrigins }: Config,
): boolean {
  const { origin } = headers;
  if (origin === undefined || !allowedOrigins.includes(origin)) return false;
  void reply.headers({
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': '*',
  });
  if (method !== 'OPTIONS') return false;
  void reply.headers({
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
    'access-control-max-age': '600',
  });
  return true;
}
