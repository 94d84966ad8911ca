import type { ApiError } from '@/api/api-error';

const FIRST_MS = 500;
const LONGEST_MS = 8_000;
/** A longer wait is the user's to decide: the error tells them how long. */
const LONGEST_ASKED_MS = 60_000;

/**
 * Milliseconds to wait before sending the request again, null when that is pointless. The policy of OpenAI's own
 * clients: connection failures, 408, 409, 429 and 5xx, or as `x-should-retry` says; 0.5 s doubling up to 8 s, less
 * up to a quarter at random, or as `retry-after` says.
 *
 * @param retries how often it was sent again already
 */
export function retryDelay(error: ApiError, retries: number, random = Math.random): number | null {
  if (!isWorthRetrying(error)) return null;
  if (error.retryAfter !== null) {
    return error.retryAfter <= LONGEST_ASKED_MS ? error.retryAfter : null;
  }
  return Math.min(FIRST_MS * 2 ** retries, LONGEST_MS) * (1 - random() * 0.25);
}

function isWorthRetrying(error: ApiError): boolean {
  const advice = error.headers?.get('x-should-retry');
  if (advice === 'true') return true;
  if (advice === 'false') return false;
  if (error.kind === 'network' || error.kind === 'timeout') return true;
  if (error.kind !== 'status' || error.status === null) return false;
  return [408, 409, 429].includes(error.status) || error.status >= 500;
}
