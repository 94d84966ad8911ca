import { createHmac, randomBytes } from 'node:crypto';
import { objectOr } from '#contract/json';
import { type Store } from '../../store/store';
import { createSeenDocuments } from './seen-documents';

export const SESSION_LIFETIME_S = 30 * 24 * 60 * 60;
/** What a session looks like: 32 random bytes. Anything else is not even looked up. */
const SESSION = /^[\w-]{43}$/;
/** Open at once; beyond that the oldest end. */
const MOST = 1_000;
const KIND = 'session';

/** Of a token that has a name; null: the one that the server was started with. */
export type TokenId = string | null;

type Kept = {
  /** Unix seconds. */
  end: number;
  token: TokenId;
};

/** Those of the store's actions that a session needs; with a line of the audit log where there is one to write. */
type Acting = Pick<Store, 'putDocument' | 'removeDocument' | 'removeDocuments'>;

/**
 * The logins of browsers, kept in the store, so that one that has ended has ended on every process that shares it. The
 * store has only a digest that the access token makes: what is read there opens nothing, and with a new access token
 * nothing in it is a session.
 */
export type Sessions = {
  /** Resolves with a new session of `token`, valid for {@link SESSION_LIFETIME_S}. */
  begin(acting: Acting, token: TokenId): Promise<string>;
  /**
   * The token that began it; null when it has not begun, or has ended. While the store cannot be asked, what this
   * process saw last holds; rejects for a session that it has not seen.
   */
  open(session: string): Promise<{ token: TokenId } | null>;
  /** Resolves false when it was none, or has ended before. */
  end(session: string, acting: Acting): Promise<boolean>;
  /** Ends every session; resolves with their number. */
  endAll(acting: Acting): Promise<number>;
};

/** `now` in milliseconds. */
export function createSessions(
  store: Pick<Store, 'document' | 'documents' | 'removeDocument'>,
  accessToken: string,
  now: () => number = Date.now,
): Sessions {
  const seen = createSeenDocuments(store, KIND);
  const digestOf = (session: string) =>
    createHmac('sha256', accessToken).update(`chatkeep session ${session}`).digest('base64url');
  const isPast = (end: number) => now() >= end * 1_000;

  /** Makes room for one more: what is over goes, and of too many the oldest. */
  async function tidy(): Promise<void> {
    const all = await store.documents(KIND);
    const kept = all.map(({ id, body }) => ({ id, end: keptIn(body).end }));
    const open = kept.filter(({ end }) => !isPast(end)).sort((a, b) => b.end - a.end);
    const staying = new Set(open.slice(0, MOST - 1).map(({ id }) => id));
    for (const { id } of kept) if (!staying.has(id)) await store.removeDocument(KIND, id);
  }

  return {
    async begin(acting, token) {
      await tidy();
      const session = randomBytes(32).toString('base64url');
      const end = Math.floor(now() / 1_000) + SESSION_LIFETIME_S;
      await acting.putDocument(KIND, digestOf(session), JSON.stringify({ end, token }), 0);
      return session;
    },
    async open(session) {
      if (!SESSION.test(session)) return null;
      const found = await seen.read(digestOf(session));
      const kept = found && keptIn(found.body);
      return kept === null || isPast(kept.end) ? null : kept;
    },
    async end(session, acting) {
      if (!SESSION.test(session)) return false;
      const digest = digestOf(session);
      const hasEnded = await acting.removeDocument(KIND, digest);
      seen.forget(digest);
      return hasEnded;
    },
    async endAll(acting) {
      const count = await acting.removeDocuments(KIND);
      seen.forgetAll();
      return count;
    },
  };
}

/** Over for ever for what is no session of this version. Those of releases without named tokens name none. */
function keptIn(body: string): Kept {
  const { end, token } = objectOr(JSON.parse(body));
  return {
    end: typeof end === 'number' ? end : 0,
    token: typeof token === 'string' ? token : null,
  };
}
