import { StoreRefused } from './errors';

/** Why a database cannot be used. */
export type FailureCause =
  | 'noServer'
  | 'wrongPassword'
  | 'noDatabase'
  | 'noPrivilege'
  | 'tls'
  | 'diskFull'
  | 'damaged'
  | 'diskFault'
  | 'newer'
  | 'inUse';

/** Codes of the system, of PostgreSQL (SQLSTATE) and of SQLite, which has longer ones that begin with these. */
const BY_CODE: [RegExp, FailureCause][] = [
  [/^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|57P0)/, 'noServer'],
  [/^(28P01|28000)$/, 'wrongPassword'],
  [/^3D000$/, 'noDatabase'],
  [/^(42501|EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_PERM|SQLITE_AUTH)/, 'noPrivilege'],
  [/^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|CERT_|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH)/, 'tls'],
  [/^(53100|ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|SQLITE_IOERR_WRITE|SQLITE_IOERR_SHMSIZE)/, 'diskFull'],
  // What was written cannot be made to last: nothing that is there is damaged by that.
  [/^(58030|EIO|SQLITE_IOERR_(FSYNC|DIR_FSYNC|TRUNCATE))/, 'diskFault'],
  [/^(XX001|XX002|SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_IOERR)/, 'damaged'],
  [/^(53300|SQLITE_BUSY|SQLITE_LOCKED)/, 'inUse'],
];

/** The first cause that is known of an error or of what is below it. */
export function failureCause(error: unknown): FailureCause | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof StoreRefused && error.kind !== null) return error.kind;
  // A name with several addresses fails with one error each.
  if (error instanceof AggregateError) return failureCause(error.errors[0]);
  const known = byWords(error.message) ?? byCode('code' in error ? String(error.code) : '');
  return known ?? failureCause(error.cause);
}

function byCode(code: string): FailureCause | null {
  return BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

/**
 * The driver has no code for a server without TLS, and PostgreSQL the one of a wrong password for a client without it.
 * The first connection to a database writes a file; that there is no room for it PostgreSQL reports as an internal error.
 */
function byWords(message: string): FailureCause | null {
  if (message === 'could not write init file') return 'diskFull';
  if (/does not support SSL|no encryption$|SSL off$/.test(message)) return 'tls';
  return /timeout expired|Connection terminated/.test(message) ? 'noServer' : null;
}
