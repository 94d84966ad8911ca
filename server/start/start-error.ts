import { type StartCause, startCause } from './start-cause';
import { StoreUnavailable } from '../store/errors';

/** What a program that cannot start says: the reason below the store's general words, and what to do, if it is known. */
export function startError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof StoreUnavailable)) return `${reasonOf(error)}${adviceFor(error)}`;
  const reason = reasonOf(error.cause ?? error);
  const end = /[.?!]$/.test(reason) ? '' : '.';
  return `The database cannot be used: ${reason}${end}${adviceFor(error)}`;
}

/** What to do, where the cause is known and its own words do not say it. */
const ADVICE: Partial<Record<StartCause, string>> = {
  wrongPassword: 'Check the user and the password in DATABASE_URL, and what pg_hba.conf asks for.',
  noDatabase: 'Make it (createdb), or correct its name in DATABASE_URL.',
  tls: 'Check sslmode in DATABASE_URL, and NODE_EXTRA_CA_CERTS for an authority of your own.',
  diskFull: 'The disk is full: make room where the database lies, then start again.',
  diskFault: 'The disk has a fault: look at the log of the system, and check the disk.',
  damaged:
    'The file is damaged or no database: keep it, and start with a backup (`chatkeep restore FILE`).',
};

function adviceFor(error: unknown): string {
  const advice = ADVICE[startCause(error)];
  return advice === undefined ? '' : ` ${advice}`;
}

type SystemError = Error & { code?: string; address?: string; port?: number; hostname?: string };

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // A name with several addresses fails with one error each, and says nothing itself.
  if (cause instanceof AggregateError) return [...new Set(cause.errors.map(reasonOf))].join('; ');
  // Node adds these members to errors of the system.
  const { code, address, port, hostname, message } = cause as SystemError;
  const place = port === undefined ? (address ?? '') : `${address ?? 'localhost'}:${port}`;
  switch (code) {
    case 'ECONNREFUSED':
      return `connection refused (${place}): is it running, and is the address right?`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host ${hostname ?? ''} is not known`;
    case 'EADDRINUSE':
      return `Another program listens on ${place}. Stop it, or set PORT to another one.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${address ?? ''}. Check HOST.`;
    default:
      return message || (code ?? cause.name);
  }
}
