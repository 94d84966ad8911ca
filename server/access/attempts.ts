import { isIPv6 } from 'node:net';
import { ApiFailure } from '../errors';

const WINDOW_MS = 60_000;
const ALLOWED = 20;
const MAX_ADDRESSES = 10_000;

/** Counts wrong tokens by address, so that nobody can try them by the thousand. */
export type Attempts = {
  /** Fails with 429 after {@link ALLOWED} failures within a minute of the first. */
  check(address: string): void;
  failed(address: string): void;
};

export function createAttempts(now: () => number = Date.now): Attempts {
  const failures = new Map<string, { count: number; since: number }>();

  function recent(network: string): { count: number; since: number } {
    const known = failures.get(network);
    return known && now() - known.since < WINDOW_MS ? known : { count: 0, since: now() };
  }

  return {
    check(address) {
      const { count, since } = recent(networkOf(address));
      if (count >= ALLOWED) throw tooManyAttempts(since + WINDOW_MS - now());
    },
    failed(address) {
      const network = networkOf(address);
      const { count, since } = recent(network);
      failures.delete(network);
      failures.set(network, { count: count + 1, since });
      // A map keeps the order of insertion: the first is the one that has been quiet for longest.
      const [oldest] = failures.keys();
      if (failures.size > MAX_ADDRESSES && oldest !== undefined) failures.delete(oldest);
    },
  };
}

/** Whoever has one IPv6 address has 2^64 of them. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::')) return address;
  return address.split(':').slice(0, 4).join(':');
}

function tooManyAttempts(ms: number): ApiFailure {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  return new ApiFailure(
    429,
    `Too many wrong access tokens came from this address. Try again in ${seconds} seconds.`,
    {
      code: 'too_many_attempts',
      headers: { 'retry-after': String(seconds), 'x-should-retry': 'false' },
    },
  );
}
