import type { FastifyInstance } from 'fastify';
import type { Access } from '../access/access';
import type { AppParts } from '../app';
import { audit } from '../audit';
import { isLoopback, sessionCookie } from '../access/session';
import { ApiFailure, invalidType } from '../errors';
import { bodyOf } from '../receive';

/** Logs the dashboard in and out of a server with an access token. The only API routes that need none. */
export function sessionRoutes(app: FastifyInstance, access: Access, parts: AppParts): void {
  // It is open to everybody.
  app.post(SESSION_ROUTE, { bodyLimit: LONGEST_LOGIN }, async (request, reply) => {
    const { host = '', origin } = request.headers;
    const { token } = bodyOf(request).value;
    if (typeof token !== 'string') throw invalidType('token', 'a string', token);
    const session = access.logIn(request, token);
    if (!isLoopback(host) && origin?.startsWith('http:')) throw insecure();
    await audit(parts, request, { action: 'session.login', subject: null, count: 1 });
    return reply.status(204).header('set-cookie', sessionCookie(host, session)).send();
  });
  app.delete(SESSION_ROUTE, async ({ headers: { host = '' } }, reply) =>
    reply.status(204).header('set-cookie', sessionCookie(host, null)).send(),
  );
}

/** In bytes. */
const LONGEST_LOGIN = 4 * 1024;

export const SESSION_ROUTE = '/api/session';

/** The browser would drop the cookie and ask again for ever. */
function insecure(): ApiFailure {
  return new ApiFailure(
    400,
    'Log in over https: without it the session could be read on its way. Put a proxy with TLS before this server.',
    { code: 'insecure_origin' },
  );
}
