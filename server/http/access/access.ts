import type { BlockList } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { ApiFailure } from '../errors';
import type { Token } from '#contract/wire/tokens';
import type { Store } from '../../store/store';
import { createAttempts } from './attempts';
import { type Caller, DASHBOARD, OPERATOR } from './caller';
import { clientAddress } from './client-address';
import { isSame } from './is-same';
import { checkScope, demand } from './route-scope';
import { sessionsIn } from './session-cookie';
import { createSessions, type Sessions, type TokenId } from './sessions';
import type { Tokens } from './tokens';

/** Who may use the API of a server with an access token: applications that send one, and pages that have logged in. */
export type Access = {
  /**
   * Notes with the request who sends it. Rejects with 401 without a token, 403 for a page that is not ours and for a
   * token that may not do this, 429 while too many wrong tokens wait.
   */
  check(request: FastifyRequest): Promise<void>;
  /** The same for a token that one of our own pages sends to log in; resolves with whose it is. */
  checkLogIn(request: FastifyRequest, token: string): Promise<TokenId>;
  /** Who has logged in with the cookies of a request. */
  loggedIn(request: FastifyRequest): Promise<Caller | null>;
  sessions: Sessions;
};

type Options = {
  accessToken: string;
  store: Store;
  tokens: Tokens;
  trustedProxies: BlockList;
  /** Longest delay of a wrong token, in milliseconds. */
  guessDelay: number;
};

export function createAccess(options: Options): Access {
  const { accessToken, store, tokens, trustedProxies, guessDelay } = options;
  const attempts = createAttempts(guessDelay);
  const sessions = createSessions(store, accessToken);

  /** Whose token it is; null: that of the server. */
  async function ownerOf(request: FastifyRequest, token: string): Promise<Token | null> {
    // The right one passes whoever else has tried before: behind a proxy all clients may have one address.
    if (isSame(token, accessToken)) return null;
    const owner = await tokens.owner(token);
    if (owner) {
      if (tokens.hasExpired(owner)) throw expired(owner);
      return owner;
    }
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

  async function loggedIn({ headers: { host = '', cookie = '' } }: FastifyRequest) {
    for (const session of sessionsIn(host, cookie)) {
      const open = await sessions.open(session);
      if (open?.token === null) return DASHBOARD;
      // With its token a session has ended, too.
      const token = open && (await tokens.find(open.token));
      if (token && !tokens.hasExpired(token)) return inDashboard(token);
    }
    return null;
  }

  return {
    sessions,
    loggedIn,
    async check(request) {
      const token = tokenOf(request);
      if (token !== null) {
        const owner = await ownerOf(request, token);
        request.caller = owner ? callerOf(owner, owner.name) : OPERATOR;
      } else {
        request.caller = await loggedIn(request);
        if (request.caller === null)
          throw unauthorized(
            "You didn't provide an API key. Send the server's access token as 'Authorization: Bearer …'.",
          );
        if (!/^(GET|HEAD)$/.test(request.method)) checkOwnPage(request);
      }
      checkScope(request);
    },
    async checkLogIn(request, token) {
      checkOwnPage(request);
      const owner = await ownerOf(request, token);
      request.caller = owner ? inDashboard(owner) : DASHBOARD;
      demand(request.caller, 'read');
      return owner?.id ?? null;
    },
  };
}

function inDashboard(token: Token): Caller {
  return callerOf(token, `${token.name} (${DASHBOARD.name})`);
}

/** Said to whoever has the whole of it, and nobody else. */
function expired({ name, expires }: Token): ApiFailure {
  const day = new Date((expires ?? 0) * 1_000).toISOString().slice(0, 10);
  return unauthorized(
    `The access token '${name}' has expired on ${day}. Whoever runs the server can make another one.`,
  );
}

function callerOf({ name: token, scopes }: Token, name: string): Caller {
  return { name, token, scopes };
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
