const MOST_MS = 5;

/** When work began in this turn of the event loop; null: not yet. */
let began: number | null = null;

/**
 * Awaited between the pieces of work that might go on and on, as when a stream has more at once than it takes to read
 * it: all who work in one turn share some milliseconds of it, and then everybody else has theirs.
 */
export function pauseAfterWork(): Promise<void> | undefined {
  return isTime() ? new Promise((resolve) => setImmediate(resolve)) : undefined;
}

/** The same for what goes on by a call. */
export function goOnAfterWork(goOn: () => void): void {
  if (isTime()) setImmediate(goOn);
  else goOn();
}

function isTime(): boolean {
  if (began === null) {
    began = performance.now();
    setImmediate(() => (began = null));
  }
  return performance.now() - began >= MOST_MS;
}
