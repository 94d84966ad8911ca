import { StoreFault, StoreUnavailable } from '../errors';

/** Work of the driver, whose errors come out as ours with its own as their cause. */
export function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (isFault(cause)) throw new StoreFault('the database refused a statement', { cause });
    throw new StoreUnavailable('the database cannot do this now', { cause });
  }
}

/** Values that do not fit, broken constraints, statements that cannot be read; all else is the file's or the disk's. */
const FAULTS = /^SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG|MISUSE)/;

function isFault(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && FAULTS.test(String(cause.code));
}
