import { StoreUnavailable } from '../store/errors';

const WAIT = { first: 500, most: 30_000 };

/**
 * Tries a write again and again while the database is away, behind the back of whoever wanted it: what has ended must
 * not look as if it went on. Ends with the process, whose next start does the same.
 */
export function untilWritten(write: () => Promise<unknown>, wait = WAIT.first): void {
  setTimeout(() => {
    write().catch((error: unknown) => {
      if (error instanceof StoreUnavailable) untilWritten(write, Math.min(WAIT.most, 2 * wait));
    });
  }, wait).unref();
}
