import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { withoutBase } from './http/base-path';
import { newRequestId } from './http/answer-headers';
import { createAccess } from './http/access/access';
import { createTokens } from './http/access/tokens';
import { compressAnswers } from './http/compress';
import { answerFailures, sendUnrouted } from './http/failures';
import { answerBrokenRequest, answerUnparsed } from './http/unparsed';
import { guard } from './http/guard';
import { closeConnections } from './http/bodies/linger';
import { createPulse } from './http/bodies/pulse';
import { limitUnread } from './http/bodies/unread';
import { createRooms } from './http/bodies/room';
import { createReceiver, readJsonBodies } from './http/receive';
import { keepGrowing } from './record/growing';
import { watchLeftAnswers } from './record/left-answers';
import { createRoute } from './routes/create';
import { extensionRoutes } from './routes/extensions';
import type { AppParts } from './parts';
import { healthRoutes } from './routes/health';
import { createMetrics } from './metrics/metrics';
import { watchRequests } from './http/watch-requests';
import { metricsRoute } from './routes/metrics';
import { modelRoutes } from './routes/models';
import { relayRoutes } from './routes/relay';
import { sessionRoutes } from './routes/session';
import { tokenRoutes } from './routes/tokens';
import { storedRoutes } from './routes/stored';
import { routedUrl, webRoutes } from './routes/web';

/** The server as a function of its parts; it listens to nothing until told to. */
export function createApp(parts: AppParts): FastifyInstance {
  const app = Fastify({
    logger: parts.logger ?? false,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'id' }),
    genReqId: newRequestId,
    requestIdHeader: false,
    rewriteUrl: ({ url }) => routedUrl(withoutBase(url ?? '/', parts.config.basePath)),
    bodyLimit: parts.config.bodyLimit,
    // Longer ones are no ids: they get the same "not found" as any other.
    routerOptions: {
      maxParamLength: 2_000,
      querystringParser: (text) => new URLSearchParams(text) as never,
    },
    // Slow senders are let go; a slow answer is no reason to close.
    requestTimeout: parts.config.requestTimeout,
    http: {
      // The guard says what is missing, in words of ours.
      requireHostHeader: false,
      headersTimeout: parts.config.headersTimeout,
      connectionsCheckingInterval: Math.min(5_000, parts.config.headersTimeout),
    },
    frameworkErrors: (error, request, reply) => void sendUnrouted(error, request, reply),
    clientErrorHandler: answerBrokenRequest,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  });
  // A socket knows its other end only while that is there; asked once, it remembers.
  app.server.on('connection', (socket) => void socket.remoteAddress);
  const pulse = parts.pulse ?? createPulse(app);
  closeConnections(app, pulse);
  const { config, store } = parts;
  const { accessToken } = config;
  // One for all: what is revoked here is not remembered there.
  const tokens = createTokens(store);
  const access =
    accessToken === null ? null : createAccess({ ...config, accessToken, store, tokens });
  guard(app, parts, access);
  const { bodyReserve: small, bodyBudget: large } = parts.config;
  const rooms = createRooms({ small, large });
  const metrics = createMetrics(parts, rooms);
  parts.runs.onEnd((run, end) => metrics.answerEnded(run, end));
  app.addHook('onClose', async () => metrics.close());
  watchRequests(app, parts, metrics);
  metricsRoute(app, metrics);
  const answers = limitUnread(app, parts.config.answerBudget, pulse);
  compressAnswers(app);
  answerFailures(app);
  answerUnparsed(app);
  const receive = createReceiver(app, { config: parts.config, pulse, rooms });
  readJsonBodies(app, receive);
  createRoute(app, parts, { receive, answers });
  keepGrowing(app, parts);
  watchLeftAnswers(app, parts);
  storedRoutes(app, parts);
  modelRoutes(app, parts);
  if (access) sessionRoutes(app, access, parts);
  tokenRoutes(app, tokens, parts);
  extensionRoutes(app, parts, pulse);
  relayRoutes(app, parts, { receive, pulse });
  healthRoutes(app, parts);
  webRoutes(app, parts);
  // Between two batches, before the store closes.
  app.addHook('preClose', () => parts.jobs.stop());
  return app;
}
