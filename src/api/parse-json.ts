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
