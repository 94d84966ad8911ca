import { ApiFailure } from '../errors';
import { networkOf } from './network';

/** Without a wrong token for this long, an address begins anew. */
const MEMORY_MS = 60_000;
/** Doublings from the first delay to the longest. */
const STEPS = 6;
const WAITING_PER_NETWORK = 20;
const WAITING_IN_ALL = 1_000;
const MOST_NETWORKS = 10_000;

/** Makes wrong tokens wait, so that trying them is slow; it never stands in the way of the right one. */
export type Attempts = {
  /**
   * Resolves when a wrong token from `address` may be answered: each waits twice as long as the one before, up to the
   * longest delay, or until its client has gone. Rejects at once with 429 while too many wait.
   */
  wrong(address: string, gone?: AbortSignal): Promise<void>;
};

type Failures = { count: number; last: number; waiting: number };

/** `longest` delay and `now` in milliseconds; `now` must not go backwards. */
export function createAttempts(
  longest: number,
  now: () => number = () => performance.now(),
): Attempts {
  const networks = new Map<string, Failures>();
  let waitingInAll = 0;

  function failuresOf(network: string): Failures {
    const known = networks.get(network);
    const isRecent = known && now() - known.last < MEMORY_MS;
    const failures = known ?? { count: 0, last: 0, waiting: 0 };
    failures.count = (isRecent ? failures.count : 0) + 1;
    failures.last = now();
    networks.delete(network);
    networks.set(network, failures);
    // A map keeps the order of insertion: the first is the one that has been quiet for longest.
    const [quietest] = networks.keys();
    if (networks.size > MOST_NETWORKS && quietest !== undefined) networks.delete(quietest);
    return failures;
  }

  return {
    async wrong(address, gone) {
      const failures = failuresOf(networkOf(address));
      if (failures.waiting >= WAITING_PER_NETWORK || waitingInAll >= WAITING_IN_ALL)
        throw tooManyAttempts(longest);
      failures.waiting += 1;
      waitingInAll += 1;
      try {
        await delay(longest / 2 ** Math.max(0, STEPS - failures.count), gone);
      } finally {
        failures.waiting -= 1;
        waitingInAll -= 1;
      }
    },
  };
}

/** Resolves early when nobody is there any more to be answered. */
function delay(ms: number, gone?: AbortSignal): Promise<void> {
  if (gone?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      gone?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    gone?.addEventListener('abort', done);
  });
}

function tooManyAttempts(ms: number): ApiFailure {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  return new ApiFailure(
    429,
    `Too many wrong access tokens came from this address. Try again in ${seconds} seconds, or with the right one at once.`,
    {
      code: 'too_many_attempts',
      headers: { 'retry-after': String(seconds), 'x-should-retry': 'false' },
    },
  );
}
