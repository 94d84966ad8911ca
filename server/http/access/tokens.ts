import { createHash, randomBytes } from 'node:crypto';
import { SCOPES, type Scope } from '#contract/scopes';
import type { NewToken, Token, TokenRequest } from '#contract/wire/tokens';
import type { Documents, StoredDocument } from '../../store/documents';
import { isSame } from './is-same';
import { createSeenDocuments } from './seen-documents';

const KIND = 'token';
/** What a token looks like: its id, and 32 random bytes. Anything else is not even looked up. */
const TOKEN = /^ck_([0-9a-f]{16})_[\w-]{43}$/;
/** Seconds between two notes of when a token was used. */
const USED_EVERY = 60;
const DAY = 86_400;

type Fields = Pick<Token, 'name' | 'scopes' | 'created' | 'used'> & {
  /** Of tokens of former releases neither is noted. */
  expires?: number | null;
  made_by?: string | null;
  /** SHA-256 of the whole token. Of 256 random bits that is enough: no list of guesses reaches them, fast or slow. */
  digest: string;
};

/**
 * Access tokens that have names, kept in the store: one that is revoked opens nothing any more on every process that
 * shares it. What is read in the store, or in a backup, opens nothing.
 */
export type Tokens = {
  list(): Promise<Token[]>;
  /** Rejects with {@link NameTaken}. */
  create(
    acting: Pick<Documents, 'putDocument'>,
    fields: TokenRequest,
    maker?: string | null,
  ): Promise<NewToken>;
  /** Null when there is none. */
  find(id: string): Promise<Token | null>;
  /** Whose token `secret` is, expired or not; null for what is none. While the store cannot be asked, what this process saw last holds. */
  owner(secret: string): Promise<Token | null>;
  hasExpired(token: Pick<Token, 'expires'>): boolean;
  /** Resolves false when it was none, or has been revoked before. */
  revoke(acting: Pick<Documents, 'removeDocument'>, id: string): Promise<boolean>;
};

/** `now` in milliseconds. */
export function createTokens(
  store: Pick<Documents, 'document' | 'documents' | 'putDocument'>,
  now: () => number = Date.now,
): Tokens {
  const seen = createSeenDocuments(store, KIND);
  const seconds = () => Math.floor(now() / 1_000);
  const hasExpired = ({ expires }: Pick<Token, 'expires'>) =>
    expires !== null && seconds() >= expires;

  /** Over the version that was read: one that is revoked meanwhile does not come back. Nobody waits for it. */
  function noteUse({ id, version, body }: StoredDocument): void {
    const fields = fieldsIn(body);
    if (fields.used !== null && seconds() - fields.used < USED_EVERY) return;
    const used = { ...fields, used: seconds() };
    store.putDocument(KIND, id, JSON.stringify(used), version, nameKey(fields)).catch(() => null);
  }

  return {
    async list() {
      const all = (await store.documents(KIND)).map(tokenOf);
      return all.sort((a, b) => a.created - b.created || (a.name < b.name ? -1 : 1));
    },
    hasExpired,
    async create(acting, { name, scopes, expires_in_days: days }, maker = null) {
      const id = randomBytes(8).toString('hex');
      const secret = `ck_${id}_${randomBytes(32).toString('base64url')}`;
      const fields: Fields = {
        name,
        scopes: SCOPES.filter((scope) => scopes.includes(scope)),
        created: seconds(),
        used: null,
        expires: days === undefined ? null : seconds() + days * DAY,
        made_by: maker,
        digest: digestOf(secret),
      };
      const body = JSON.stringify(fields);
      await acting.putDocument(KIND, id, body, 0, nameKey(fields));
      return { ...tokenOf({ id, body }), secret };
    },
    async find(id) {
      const found = /^[0-9a-f]{16}$/.test(id) ? await seen.read(id) : null;
      return found && tokenOf(found);
    },
    async owner(secret) {
      const [, id] = TOKEN.exec(secret) ?? [];
      const found = id === undefined ? null : await seen.read(id);
      if (!found || !isSame(digestOf(secret), fieldsIn(found.body).digest)) return null;
      const token = tokenOf(found);
      if (!hasExpired(token)) noteUse(found);
      return token;
    },
    async revoke(acting, id) {
      const isGone = await acting.removeDocument(KIND, id);
      seen.forget(id);
      return isGone;
    },
  };
}

/** A body is written by this file alone. */
function fieldsIn(body: string): Fields {
  return JSON.parse(body) as Fields;
}

function tokenOf({ id, body }: Pick<StoredDocument, 'id' | 'body'>): Token {
  const { name, scopes, created, used, expires = null, made_by = null } = fieldsIn(body);
  const known = scopes.filter(isScope);
  return { object: 'token', id, name, scopes: known, created, used, expires, made_by };
}

/** A later release may know more of them. */
function isScope(scope: Scope): boolean {
  return SCOPES.includes(scope);
}

/** Two names that differ by their capitals alone would be taken for one another. */
function nameKey({ name }: Pick<Fields, 'name'>): string {
  return name.normalize('NFKC').toLowerCase();
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
