import type { FastifyRequest } from 'fastify';
import { ApiFailure } from '../errors';
import { createAttempts } from './attempts';
import { isSame } from './is-same';
import { isSession, newSession, sessionOf } from './session';

/** Who may use the API of a server with an access token: applications that send it, and pages that have logged in. */
export type Access = {
  /** Fails with 401 without the token, 403 for a page that is not ours, 429 after too many wrong tokens. */
  check(request: FastifyRequest): void;
  /** A new session for whoever has the token; fails like {@link Access.check}. */
  logIn(request: FastifyRequest, token: string): string;
};

export function createAccess(accessToken: string): Access {
  const attempts = createAttempts();

  function compare({ ip }: FastifyRequest, token: string): void {
    // Before comparing, or the answer would still tell a right guess from a wrong one.
    attempts.check(ip);
    if (isSame(token, accessToken)) return;
    attempts.failed(ip);
    throw unauthorized(`Incorrect API key provided: ****${token.slice(-4)}.`);
  }

  return {
    check(request) {
      const { authorization, cookie = '', host = '' } = request.headers;
      const token = /^Bearer (.{1,1000})$/i.exec(authorization ?? '')?.[1];
      if (token !== undefined) return compare(request, token);
      const session = sessionOf(host, cookie);
      if (session !== null && isSession(session, accessToken)) {
        if (!/^(GET|HEAD)$/.test(request.method)) checkOwnPage(request);
        return;
      }
      throw unauthorized(
        "You didn't provide an API key. Send the server's access token as 'Authorization: Bearer …'.",
      );
    },
    logIn(request, token) {
      checkOwnPage(request);
      compare(request, token);
      return newSession(accessToken);
    },
  };
}

/** Who sends a request that has passed the check, for the record; null on a server that everybody may use. */
export function callerOf({ headers }: FastifyRequest, accessToken: string | null): string | null {
  if (accessToken === null) return null;
  return headers.authorization === undefined ? 'dashboard' : 'access token';
}

/** Whether a request says that it comes from a page which this server itself has sent. */
export function isOwnOrigin({ headers: { origin, host } }: FastifyRequest): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** A browser adds the cookie whatever page asks: what changes something must show that our own page wants it. */
function checkOwnPage(request: FastifyRequest): void {
  if (isOwnOrigin(request) && request.headers['x-chatkeep'] === '1') return;
  throw new ApiFailure(
    403,
    "With a session, changes need the page's own origin and the header 'x-chatkeep: 1'. Applications send the access token instead.",
    { code: 'origin_not_allowed' },
  );
}

function unauthorized(message: string): ApiFailure {
  return new ApiFailure(401, message, {
    code: 'invalid_api_key',
    // Tells the dashboard that this server refuses, and not a provider behind it.
    headers: { 'www-authenticate': 'Bearer realm="Chatkeep"' },
  });
}
