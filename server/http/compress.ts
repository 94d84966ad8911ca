import type { FastifyInstance } from 'fastify';
import { gzip } from 'node:zlib';

/** In bytes. What is smaller fits one packet as it is. */
const WORTH_IT = 2_000;

/**
 * Packs the dashboard's JSON with gzip for whoever takes it: a page of the table to a sixth. Never `/v1`, whose clients
 * read what a provider would send, and no stream, whose events would wait for each other. It happens on a thread.
 */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!request.url.startsWith('/api/')) return done(null, payload);
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return done(null, payload);
    if (Buffer.byteLength(payload) <= WORTH_IT || reply.hasHeader('content-encoding'))
      return done(null, payload);
    void reply.header('vary', 'Accept-Encoding');
    if (!takesGzip(request.headers['accept-encoding'])) return done(null, payload);
    void reply.header('content-encoding', 'gzip').removeHeader('content-length');
    gzip(payload, done);
  });
}

/** `gzip` or `*`, unless it is refused: `gzip;q=0`. */
function takesGzip(accepted: string | string[] | undefined): boolean {
  const weights = new Map(
    String(accepted ?? '')
      .toLowerCase()
      .split(',')
      .map((part): [string, number] => {
        const [name = '', ...rest] = part.split(';').map((piece) => piece.trim());
        const q = rest.find((piece) => piece.startsWith('q='));
        return [name, q === undefined ? 1 : Number(q.slice(2)) || 0];
      }),
  );
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0;
}
