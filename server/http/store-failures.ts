import type { FastifyBaseLogger } from 'fastify';
import { StoreUnavailable } from '../store/errors';

const PAUSE_MS = 1_000;
/** Causes come from the drivers, in few wordings; some of those name a row. */
const MOST_CAUSES = 100;

/**
 * Writes what the store fails with. An outage fails every request alike: it gets one line a cause and second, without a
 * stack, that says how many there were since the last. `now` in milliseconds.
 */
export type StoreFailureLog = (log: FastifyBaseLogger, error: unknown) => void;

export function createStoreFailureLog(now: () => number = Date.now): StoreFailureLog {
  const causes = new Map<string, { at: number; unsaid: number }>();
  return (log, error) => {
    if (!(error instanceof StoreUnavailable)) {
      log.error({ err: error }, 'the store failed');
      return;
    }
    const cause = causeOf(error);
    const last = causes.get(cause);
    if (last && now() - last.at < PAUSE_MS) {
      last.unsaid += 1;
      return;
    }
    if (causes.size >= MOST_CAUSES) causes.clear();
    causes.set(cause, { at: now(), unsaid: 0 });
    log.error({ cause, unsaid: last?.unsaid ?? 0 }, error.message);
  };
}

/** One for the process: an outage is everyone's. */
export const logStoreFailure = createStoreFailureLog();

function causeOf({ cause, message }: StoreUnavailable): string {
  if (!(cause instanceof Error)) return message;
  const errors: unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  const words = errors.map((error) => (error instanceof Error ? error.message : String(error)));
  return [...new Set(words)].join('; ') || cause.name;
}
