import { createHmac, randomBytes } from 'node:crypto';
import { isObject } from '#contract/json';
import { StoreUnavailable } from '../../store/errors';
import { type Store } from '../../store/store';

export const SESSION_LIFETIME_S = 30 * 24 * 60 * 60;
/** What a session looks like: 32 random bytes. Anything else is not even looked up. */
const SESSION = /^[\w-]{43}$/;
/** Open at once; beyond that the oldest end. */
const MOST = 1_000;
const KIND = 'session';

/** Those of the store's actions that a session needs; with a line of the audit log where there is one to write. */
type Acting = Pick<Store, 'putDocument' | 'removeDocument' | 'removeDocuments'>;

/**
 * The logins of browsers, kept in the store, so that one that has ended has ended on every process that shares it. The
 * store has only a digest that the access token makes: what is read there opens nothing, and with a new access token
 * nothing in it is a session.
 */
export type Sessions = {
  /** Resolves with a new session, valid for {@link SESSION_LIFETIME_S}. */
  begin(acting: Acting): Promise<string>;
  /**
   * Whether it has begun and not ended. While the store cannot be asked, what this process saw last holds; rejects
   * with {@link StoreUnavailable} for a session that it has not seen.
   */
  isOpen(session: string): Promise<boolean>;
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
  /** Ends of those that this process has found open, by digest. */
  const seen = new Map<string, number>();
  const digestOf = (session: string) =>
    createHmac('sha256', accessToken).update(`chatkeep session ${session}`).digest('base64url');
  const isPast = (end: number) => now() >= end * 1_000;

  function remember(digest: string, end: number): void {
    seen.delete(digest);
    seen.set(digest, end);
    const [oldest] = seen.keys();
    if (seen.size > MOST && oldest !== undefined) seen.delete(oldest);
  }

  async function endOf(digest: string): Promise<number | null> {
    try {
      const kept = await store.document(KIND, digest);
      if (kept === null) {
        seen.delete(digest);
        return null;
      }
      const end = endIn(kept.body);
      remember(digest, end);
      return end;
    } catch (error) {
      const end = seen.get(digest);
      if (error instanceof StoreUnavailable && end !== undefined) return end;
      throw error;
    }
  }

  /** Makes room for one more: what is over goes, and of too many the oldest. */
  async function tidy(): Promise<void> {
    const kept = (await store.documents(KIND)).map(({ id, body }) => ({ id, end: endIn(body) }));
    const open = kept.filter(({ end }) => !isPast(end)).sort((a, b) => b.end - a.end);
    const staying = new Set(open.slice(0, MOST - 1).map(({ id }) => id));
    for (const { id } of kept) if (!staying.has(id)) await store.removeDocument(KIND, id);
  }

  return {
    async begin(acting) {
      await tidy();
      const session = randomBytes(32).toString('base64url');
      const end = Math.floor(now() / 1_000) + SESSION_LIFETIME_S;
      await acting.putDocument(KIND, digestOf(session), JSON.stringify({ end }), 0);
      return session;
    },
    async isOpen(session) {
      if (!SESSION.test(session)) return false;
      const end = await endOf(digestOf(session));
      return end !== null && !isPast(end);
    },
    async end(session, acting) {
      if (!SESSION.test(session)) return false;
      const digest = digestOf(session);
      const hasEnded = await acting.removeDocument(KIND, digest);
      seen.delete(digest);
      return hasEnded;
    },
    async endAll(acting) {
      const count = await acting.removeDocuments(KIND);
      seen.clear();
      return count;
    },
  };
}

/** Seconds; 0 for what is no session of this version. */
function endIn(body: string): number {
  const value: unknown = JSON.parse(body);
  return isObject(value) && typeof value['end'] === 'number' ? value['end'] : 0;
}
