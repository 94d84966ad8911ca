/** On HTTP/1.1 a browser opens six connections to a server, for all its tabs together; two are left for short calls. */
const PLACES = 4;

/** How often those without a place look whether something has come, and whether one is free. */
export const LOOK_MS = 1_000;

/**
 * Does `work`, which holds a connection to this server for long, with one of a few places that all tabs share. Without
 * one (`hasPlace`) it must make do with short calls, or it would keep every other call of every tab waiting.
 */
export async function withPlace<Result>(
  work: (hasPlace: boolean) => Promise<Result>,
): Promise<Result> {
  if (!isScarce()) return work(true);
  for (let place = 1; place <= PLACES; place += 1) {
    const leave = await taken(`chatkeep connection ${place}`);
    if (!leave) continue;
    try {
      return await work(true);
    } finally {
      leave();
    }
  }
  return work(false);
}

/** Newer protocols carry all calls over one connection. Only pages that HTTPS or this machine serves have locks. */
function isScarce(): boolean {
  if (typeof navigator === 'undefined' || !navigator.locks) return false;
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return !/^h[23]/.test(page?.nextHopProtocol ?? '');
}

/** What gives the place back; null: another tab, or other work of this one, has it. */
function taken(place: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(place, { ifAvailable: true }, (lock) =>
      lock ? new Promise<void>(resolve) : resolve(null),
    );
    held.catch(reject);
  });
}
