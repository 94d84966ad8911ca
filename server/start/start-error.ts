import { type StartCause, startCause } from './start-cause';
import { StoreUnavailable } from '../store/errors';
import { type SystemError, systemReason } from './system-error';

/** What a program that cannot start says: the reason below the store's general words, and what to do, if it is known. */
export function startError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const reason =
    error instanceof StoreUnavailable
      ? `The database cannot be used: ${reasonOf(error.cause ?? error)}`
      : reasonOf(error);
  return `${sentence(reason)}${adviceFor(error)}`;
}

/** What to do, where the cause is known and its own words do not say it. */
const ADVICE: Partial<Record<StartCause, string>> = {
  wrongPassword: 'Check the user and the password in DATABASE_URL, and what pg_hba.conf asks for.',
  noDatabase: 'Make it (createdb), or correct its name in DATABASE_URL.',
  tls: 'Check sslmode in DATABASE_URL, and NODE_EXTRA_CA_CERTS for an authority of your own.',
  diskFull: 'The disk is full: make room on it, then start again.',
  diskFault: 'The disk has a fault: look at the log of the system, and check the disk.',
  damaged:
    'The file is damaged or no database: keep it, and start with a backup (`chatkeep restore FILE`).',
};

function adviceFor(error: unknown): string {
  const advice = ADVICE[startCause(error)];
  return advice === undefined ? '' : ` ${advice}`;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // A name with several addresses fails with one error each, and says nothing itself.
  if (cause instanceof AggregateError) return [...new Set(cause.errors.map(reasonOf))].join('; ');
  return systemReason(cause) ?? (cause.message || ((cause as SystemError).code ?? cause.name));
}

/** As a sentence of its own. A list of faults, a line each, has no end. */
function sentence(text: string): string {
  const end = /[.?!]$/.test(text) || text.includes('\n') ? '' : '.';
  return text.charAt(0).toUpperCase() + text.slice(1) + end;
}
