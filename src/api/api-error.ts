import { retryAfterMs } from '@/api/retry-after';

/**
 * - `status`: the server answered with an error status
 * - `event`: a stream carried an error event
 * - `invalid_request`: the request cannot be put on the wire
 * - `network`: no answer at all; `timeout`: none in time
 * - `invalid_response`: an answer that is not what the API promises
 * - `broken_stream`: a stream that ended before it was complete
 * - `unsupported`: the server has no such call at all; no other completion will fare better
 */
export type ApiErrorKind =
  | 'status'
  | 'event'
  | 'invalid_request'
  | 'network'
  | 'timeout'
  | 'invalid_response'
  | 'broken_stream'
  | 'unsupported';

export type ApiErrorDetails = {
  kind: ApiErrorKind;
  message: string;
  status?: number | null;
  code?: string | null;
  type?: string | null;
  param?: string | null;
  statusText?: string;
  body?: unknown;
  headers?: Headers | null;
  cause?: unknown;
};

/**
 * Every failure of a call. An abort is not one: an aborted call rejects with its signal's reason, which nobody
 * needs to be shown.
 */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly kind: ApiErrorKind;
  /** HTTP status; null when no error status came. */
  readonly status: number | null;
  /** The reason phrase beside the status; empty where there is none, as over HTTP/2. */
  readonly statusText: string;
  /** What came as the error, whole: parsed where it is JSON, else its text, at most 64 KiB; null when nothing came. */
  readonly body: unknown;
  readonly code: string | null;
  readonly type: string | null;
  /** The parameter at fault, in the server's words. */
  readonly param: string | null;
  readonly headers: Headers | null;
  readonly requestId: string | null;
  /** Milliseconds after which the server wants to be asked again; null when it does not say. */
  readonly retryAfter: number | null;
  /** How often the request was sent. */
  attempts = 1;

  constructor(details: ApiErrorDetails) {
    super(details.message, { cause: details.cause });
    this.kind = details.kind;
    this.status = details.status ?? null;
    this.statusText = details.statusText ?? '';
    this.body = details.body ?? null;
    this.code = details.code ?? null;
    this.type = details.type ?? null;
    this.param = details.param ?? null;
    this.headers = details.headers ?? null;
    this.requestId = this.headers?.get('x-request-id') || null;
    this.retryAfter = this.headers ? retryAfterMs(this.headers) : null;
  }

  get isBadRequest(): boolean {
    return this.status === 400;
  }
  get isUnauthorized(): boolean {
    return this.status === 401;
  }
  /** The server that the dashboard came from refuses, and not a provider behind it: logging in helps. */
  get needsLogIn(): boolean {
    const challenge = this.headers?.get('www-authenticate') ?? '';
    return this.isUnauthorized && challenge.includes('realm="Chatkeep"');
  }
  get isForbidden(): boolean {
    return this.status === 403;
  }
  /** No such thing, whatever status the server has for that. */
  get isNotFound(): boolean {
    return this.status === 404 || this.status === 410 || this.code === 'not_found';
  }
  /** Somebody else changed the completion since its ETag was read. */
  get isConflict(): boolean {
    return this.status === 412;
  }
  get isUnprocessable(): boolean {
    return this.status === 422;
  }
  get isRateLimited(): boolean {
    return this.status === 429;
  }
  get isServerError(): boolean {
    return this.status !== null && this.status >= 500;
  }
}

/** No such thing: neither another try nor waiting brings it. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.isNotFound;
}

/** What is said of a refusal that has no words of its own. */
export function statusMessage(status: number | null): string {
  return `The server answered with status ${status}.`;
}

/** Whether a call for a list failed because the server has none: of any other there is a first page. */
export function isWithoutList(error: unknown): boolean {
  return error instanceof ApiError && [404, 405, 501].includes(error.status ?? 0);
}
