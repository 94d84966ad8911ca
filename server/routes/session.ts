import type { FastifyInstance } from 'fastify';
import { type Access, checkOwnPage } from '../http/access/access';
import { DASHBOARD } from '../http/access/caller';
import { isLoopback, sessionCookie, sessionsIn } from '../http/access/session-cookie';
import type { AppParts } from '../parts';
import { acting } from '../http/acting';
import { ApiFailure, invalidType } from '../http/errors';
import { SESSION_ROUTE } from '../http/known-routes';
import { bodyOf } from '../http/receive';

/** Logs the dashboard in and out of a server with an access token. */
export function sessionRoutes(app: FastifyInstance, access: Access, parts: AppParts): void {
  const { sessions } = access;
  // It is open to everybody.
  app.post(SESSION_ROUTE, { bodyLimit: LONGEST_LOGIN }, async (request, reply) => {
    const { host = '', origin } = request.headers;
    const { token } = bodyOf(request).value;
    if (typeof token !== 'string') throw invalidType('token', 'a string', token);
    const owner = await access.checkLogIn(request, token);
    if (!isLoopback(host) && origin?.startsWith('http:')) throw insecure();
    const done = { action: 'session.login', subject: null, count: 1 };
    const session = await sessions.begin(acting(parts, request, done), owner);
    return reply.status(204).header('set-cookie', sessionCookie(host, session)).send();
  });
  // Whatever the cookie is worth, it goes; and only when what it opened is closed, or a page would look logged out.
  app.delete(SESSION_ROUTE, async (request, reply) => {
    checkOwnPage(request);
    request.caller = (await access.loggedIn(request)) ?? DASHBOARD;
    const { host = '', cookie = '' } = request.headers;
    const done = { action: 'session.logout', subject: null, count: 1 };
    for (const session of sessionsIn(host, cookie))
      await sessions.end(session, acting(parts, request, done));
    return reply.status(204).header('set-cookie', sessionCookie(host, null)).send();
  });
  app.delete('/api/sessions', async (request, reply) => {
    const done = { action: 'session.logout_everywhere', subject: null, count: 'total' } as const;
    const ended = await sessions.endAll(acting(parts, request, done));
    const { host = '' } = request.headers;
    return reply
      .header('set-cookie', sessionCookie(host, null))
      .send({ object: 'sessions.ended', ended });
  });
}

/** In bytes. */
const LONGEST_LOGIN = 4 * 1024;

/** The browser would drop the cookie and ask again for ever. */
function insecure(): ApiFailure {
  return new ApiFailure(
    400,
    'Log in over https: without it the session could be read on its way. Put a proxy with TLS before this server.',
    { code: 'insecure_origin' },
  );
}
