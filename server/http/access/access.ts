import type { BlockList } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { ApiFailure } from '../errors';
import type { Store } from '../../store/store';
import { createAttempts } from './attempts';
import { clientAddress } from './client-address';
import { isSame } from './is-same';
import { sessionsIn } from './session-cookie';
import { createSessions, type Sessions } from './sessions';

/** Who may use the API of a server with an access token: applications that send it, and pages that have logged in. */
export type Access = {
  /** Rejects with 401 without the token, 403 for a page that is not ours, 429 while too many wrong tokens wait. */
  check(request: FastifyRequest): Promise<void>;
  /** The same for a token that one of our own pages sends to log in. */
  checkLogIn(request: FastifyRequest, token: string): Promise<void>;
  sessions: Sessions;
};

type Options = {
  accessToken: string;
  store: Store;
  trustedProxies: BlockList;
  /** Longest delay of a wrong token, in milliseconds. */
  guessDelay: number;
};

export function createAccess({ accessToken, store, trustedProxies, guessDelay }: Options): Access {
  const attempts = createAttempts(guessDelay);
  const sessions = createSessions(store, accessToken);

  async function compare(request: FastifyRequest, token: string): Promise<void> {
    // The right one passes whoever else has tried before: behind a proxy all clients may have one address.
    if (isSame(token, accessToken)) return;
    const gone = new AbortController();
    const leave = () => gone.abort();
    const { socket } = request.raw;
    socket.once('close', leave);
    try {
      await attempts.wrong(clientAddress(request, trustedProxies) ?? '', gone.signal);
    } finally {
      socket.off('close', leave);
    }
    throw unauthorized(`Incorrect API key provided: ****${token.slice(-4)}.`);
  }

  async function hasSession({ headers: { host = '', cookie = '' } }: FastifyRequest) {
    for (const session of sessionsIn(host, cookie)) if (await sessions.isOpen(session)) return true;
    return false;
  }

  return {
    sessions,
    async check(request) {
      const token = tokenOf(request);
      if (token !== null) return compare(request, token);
      if (!(await hasSession(request)))
        throw unauthorized(
          "You didn't provide an API key. Send the server's access token as 'Authorization: Bearer …'.",
        );
      if (!/^(GET|HEAD)$/.test(request.method)) checkOwnPage(request);
    },
    async checkLogIn(request, token) {
      checkOwnPage(request);
      await compare(request, token);
    },
  };
}

/** Who sends a request that has passed the check, for the record; null on a server that everybody may use. */
export function callerOf(request: FastifyRequest, accessToken: string | null): string | null {
  if (accessToken === null) return null;
  return tokenOf(request) === null ? 'dashboard' : 'access token';
}

/** A proxy's own password, as `Authorization: Basic …`, is no token of ours. */
export function tokenOf({ headers: { authorization = '' } }: FastifyRequest): string | null {
  return /^Bearer +(\S.*)$/i.exec(authorization)?.[1] ?? null;
}

/** Whether a request says that it comes from a page which this server itself has sent. */
export function isOwnOrigin({ headers: { origin, host } }: FastifyRequest): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** A browser adds the cookie whatever page asks: what changes something must show that our own page wants it. */
export function checkOwnPage(request: FastifyRequest): void {
  if (isOwnOrigin(request) && request.headers['x-chatkeep'] === '1') return;
  throw new ApiFailure(
    403,
    "With a session, changes need the page's own origin and the header 'x-chatkeep: 1'. Applications send the access token instead.",
    { code: 'origin_not_allowed' },
  );
}

export function unauthorized(message: string): ApiFailure {
  return new ApiFailure(401, message, {
    code: 'invalid_api_key',
    // Tells the dashboard that this server refuses, and not a provider behind it.
    headers: { 'www-authenticate': 'Bearer realm="Chatkeep"' },
  });
}
