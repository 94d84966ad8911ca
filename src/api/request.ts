import { type Answer, responseInfo } from '@/api/answer';
import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { errorOfResponse } from '@/api/error-response';
import { jsonBody } from '@/api/json-body';
import { invalidResponse, parseJson, reportedError } from '@/api/parse-json';
import { retryDelay } from '@/api/retry-delay';
import { sleep } from '@/lib/sleep';
import { ownPath } from '@/lib/own-address';

export type Call = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the client's base URL, its parts encoded. */
  path: string;
  query?: URLSearchParams;
  body?: object;
  /** A body that is sent as it is, straight from the disk when it is a file. */
  file?: Blob;
  headers?: Record<string, string>;
  /** Whether sending it twice does what sending it once does. Anything else is never sent again. */
  isRepeatable: boolean;
  /** Milliseconds for one attempt unless the caller says otherwise; default one minute. */
  timeout?: number;
};

const DEFAULT_TIMEOUT = 60_000;
/** Beyond this, timers fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Sends a call and hands its successful response to `read`, again after passing failures when the call can be
 * repeated. Rejects with {@link ApiError}, or with the reason of an aborted signal.
 */
export async function request<Result>(
  client: Client,
  call: Call,
  options: CallOptions,
  read: (response: Response) => Promise<Result>,
): Promise<Result> {
  const maxRetries = call.isRepeatable ? (options.maxRetries ?? client.maxRetries) : 0;
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt(client, call, options, read);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      error.attempts = retries + 1;
      const delay = retries < maxRetries ? retryDelay(error, retries) : null;
      if (delay === null) throw (await refusedByBrowser(client, error)) ?? error;
      await sleep(delay, options.signal);
    }
  }
}

/** Sends a call whose answer is JSON; `parse` turns the JSON into data, or null when its shape is wrong.
 * `valueOf` reads the body of an answer that may be something else. */
export function requestJson<Data>(
  client: Client,
  call: Call,
  options: CallOptions,
  parse: (value: unknown) => Data | null,
  valueOf = parseJson,
): Promise<Answer<Data>> {
  return request(client, call, options, async (response) => {
    const raw = await response.text();
    const value = valueOf(raw, response.headers);
    const data = parse(value);
    if (data === null)
      throw reportedError(value, response.headers) ?? invalidResponse(response.headers);
    return { ...responseInfo(response), data, raw };
  });
}

async function attempt<Result>(
  client: Client,
  call: Call,
  options: CallOptions,
  read: (response: Response) => Promise<Result>,
): Promise<Result> {
  const headers = headersOf(client, call, options);
  const milliseconds = options.timeout ?? client.timeout ?? call.timeout ?? DEFAULT_TIMEOUT;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), Math.min(milliseconds, LONGEST_TIMER));
  try {
    options.signal?.throwIfAborted();
    const response = await client.fetch(urlOf(client, call), {
      method: call.method,
      headers,
      body: call.file ?? (call.body === undefined ? null : jsonBody(call.body)),
      signal: AbortSignal.any([timeout.signal, ...(options.signal ? [options.signal] : [])]),
      // A redirect would carry the key, or the conversation, to an address that nobody chose.
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    if (!response.ok) throw await errorOfResponse(response);
    return await read(response);
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof ApiError) throw cause;
    if (timeout.signal.aborted) throw timedOut(milliseconds);
    throw unreachable(client, cause);
  } finally {
    clearTimeout(timer);
  }
}

function urlOf(client: Client, { path, query }: Call): string {
  const search = query?.toString();
  return ownPath(client.baseUrl) + path + (search ? `?${search}` : '');
}

function headersOf(client: Client, call: Call, options: CallOptions): Headers {
  try {
    return new Headers({
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...client.headers,
      ...call.headers,
      ...options.headers,
    });
  } catch (cause) {
    const message = 'The API key or a header has characters that cannot be sent.';
    throw new ApiError({ kind: 'invalid_request', message, cause });
  }
}

function timedOut(milliseconds: number): ApiError {
  const message = `The server did not answer within ${Math.round(milliseconds / 100) / 10} seconds.`;
  return new ApiError({ kind: 'timeout', message });
}

function unreachable({ baseUrl }: Client, cause: unknown): ApiError {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : null;
  const message = host === null ? 'Cannot reach the server.' : `Cannot reach ${host}.`;
  return new ApiError({ kind: 'network', message, cause });
}

/**
 * A browser does not say why it withholds an answer. Where a plain look, whose answer no page can read, does get
 * through, the server is there and has not allowed this page.
 */
async function refusedByBrowser(client: Client, error: ApiError): Promise<ApiError | null> {
  if (error.kind !== 'network' || typeof location === 'undefined') return null;
  const { baseUrl } = client;
  if (!URL.canParse(baseUrl) || new URL(baseUrl).origin === location.origin) return null;
  try {
    const look = { mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer' } as const;
    await client.fetch(baseUrl, { ...look, signal: AbortSignal.timeout(5_000) });
  } catch {
    return null;
  }
  const { host } = new URL(baseUrl);
  const message = `${host} answers, but does not let pages of ${location.origin} read its answers (CORS). Allow this address there, or add ${host} as a provider of this server, which then makes the calls.`;
  return new ApiError({ kind: 'network', message, cause: error });
}
