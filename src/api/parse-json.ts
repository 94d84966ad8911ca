import { isErrorForm, readProviderError } from '#contract/provider-error';
import { ApiError } from '@/api/api-error';

/** Parses the body of a successful answer. */
export function parseJson(text: string, headers: Headers): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalidResponse(headers, cause);
  }
}

/** For an answer that says it is a success and is not what the API promises: most often, another site's page. */
export function invalidResponse(headers: Headers, cause?: unknown): ApiError {
  const message =
    'The server’s answer is not that of a chat completions API. Check the base URL of the connection.';
  return new ApiError({ kind: 'invalid_response', message, headers, cause });
}

/** The error that an answer holds although its status says that all is well; null when it holds none. */
export function reportedError(value: unknown, headers: Headers): ApiError | null {
  const error = isErrorForm(value) ? readProviderError(value) : null;
  return error && new ApiError({ kind: 'event', ...error, headers });
}

export function brokenStream(headers: Headers, cause?: unknown): ApiError {
  const message = 'The connection broke before the answer was complete.';
  return new ApiError({ kind: 'broken_stream', message, headers, cause });
}
