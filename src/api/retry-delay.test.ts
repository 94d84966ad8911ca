import { expect, it } from 'vitest';
import { ApiError, type ApiErrorKind } from '@/api/api-error';
import { retryAfterMs } from '@/api/retry-after';
import { retryDelay } from '@/api/retry-delay';

const failed = (status: number | null, headers = {}, kind: ApiErrorKind = 'status') =>
  new ApiError({ kind, message: '', status, headers: new Headers(headers) });

it('doubles from half a second to eight, less up to a quarter', () => {
  const waits = [0, 1, 2, 3, 4, 5].map((retries) => retryDelay(failed(500), retries, () => 0));
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  expect(retryDelay(failed(500), 0, () => 1)).toBe(375);
});

it('retries what passes and nothing else', () => {
  const isRetried = (status: number) => retryDelay(failed(status), 0) !== null;
  expect([408, 409, 429, 500, 503].every(isRetried)).toBe(true);
  expect([400, 401, 403, 404, 412, 413, 422].some(isRetried)).toBe(false);
  expect(retryDelay(failed(null, {}, 'network'), 0)).not.toBeNull();
  expect(retryDelay(failed(null, {}, 'timeout'), 0)).not.toBeNull();
  expect(retryDelay(failed(null, {}, 'invalid_response'), 0)).toBeNull();
  expect(retryDelay(failed(404, { 'x-should-retry': 'true' }), 0)).not.toBeNull();
  expect(retryDelay(failed(500, { 'x-should-retry': 'false' }), 0)).toBeNull();
});

it('waits as long as the server asks, but never for minutes', () => {
  expect(retryDelay(failed(429, { 'retry-after': '3' }), 0)).toBe(3000);
  expect(retryDelay(failed(429, { 'retry-after': '0' }), 2)).toBe(0);
  expect(retryDelay(failed(429, { 'retry-after-ms': '120', 'retry-after': '3' }), 0)).toBe(120);
  expect(retryDelay(failed(429, { 'retry-after': '61' }), 0)).toBeNull();
});

it('reads dates, and ignores what it cannot read', () => {
  const now = Date.UTC(2026, 0, 1);
  const at = (text: string) => retryAfterMs(new Headers({ 'retry-after': text }), now);
  expect(at(new Date(now + 5_000).toUTCString())).toBe(5_000);
  expect(at(new Date(now - 5_000).toUTCString())).toBe(0);
  expect(at('soon')).toBeNull();
  expect(at('-3x')).toBeNull();
});
