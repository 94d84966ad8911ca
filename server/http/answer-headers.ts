import { randomUUID } from 'node:crypto';

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  // The sound of an answer, which comes within it.
  'media-src data:',
  "font-src 'self'",
  // A direct connection in Settings goes from the browser to the server that its user names.
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
  // For the sandbox below alone: all else that is ours forbids to be framed.
  "frame-src 'self'",
  "manifest-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** What every answer carries, also one to a request that no route ever saw. */
export function answerHeaders(requestId: string): Record<string, string> {
  return { ...HEADERS, 'x-request-id': requestId };
}

/** A new id; its randomness is drawn many at a time. */
export function newRequestId(): string {
  return `req_${randomUUID().replaceAll('-', '')}`;
}
