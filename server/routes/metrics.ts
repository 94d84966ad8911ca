import type { FastifyInstance } from 'fastify';
import { METRICS_ROUTE } from '../http/known-routes';
import type { Metrics } from '../metrics/metrics';

/** For Prometheus. The guard lets in whoever has the access token, or `METRICS_TOKEN`, which opens nothing else. */
export function metricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.get(METRICS_ROUTE, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text()),
  );
}
