import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Metrics } from '../metrics/metrics';
import type { AppParts } from '../parts';
import { clientAddress } from './access/client-address';

/** UTF-16 units of a model's name. */
const LONGEST = 100;

/** One line and one count a request, without content, query or headers: those may hold prompts and keys. */
export function watchRequests(
  app: FastifyInstance,
  { config, runs }: Pick<AppParts, 'config' | 'runs'>,
  metrics: Metrics,
): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? '';
    const status = reply.statusCode;
    metrics.requestEnded({ method, route, status, seconds: reply.elapsedTime / 1_000 });
    request.log.info(
      {
        address: clientAddress(request, config.trustedProxies),
        method,
        route,
        ...answerOf(reply),
        status,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });

  /** Until a provider has taken it, the name of a model is any text of the client's. */
  function answerOf(reply: FastifyReply): { provider?: string; model?: string } {
    const name = reply.getHeader('x-run');
    if (typeof name !== 'string') return {};
    const { provider = null, model = '' } = runs.get(name) ?? runs.ended(name) ?? {};
    if (provider === null) return {};
    if (reply.statusCode >= 400) return { provider };
    return { provider, model: model.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, LONGEST) };
  }
}
