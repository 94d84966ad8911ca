import { StoreUnavailable } from './store/store';

/** What a program that cannot start says: the reason below the store's general words, and what to do, if it is known. */
export function startError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof StoreUnavailable)
    return `The database cannot be used: ${reasonOf(error.cause)}.`;
  return reasonOf(error);
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
