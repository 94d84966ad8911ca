import { ApiError, type ApiErrorDetails } from '@/api/api-error';
import { asRecord } from '@/lib/as-record';

const LONGEST_BODY = 65_536;
const LONGEST_MESSAGE = 2_000;

type ErrorFields = Pick<ApiErrorDetails, 'code' | 'type' | 'param'> & { message: string };

/** Turns an answer with an error status into an error. Reads at most 64 KiB of its body, whatever it is. */
export async function errorOfResponse(response: Response): Promise<ApiError> {
  const text = (await readStart(response)).slice(0, LONGEST_BODY);
  const value = parse(text);
  return new ApiError({
    kind: 'status',
    message: `The server answered with status ${response.status}.`,
    ...errorFields(value),
    status: response.status,
    statusText: response.statusText,
    body: value ?? (text === '' ? null : text),
    headers: response.headers,
  });
}

/**
 * The error in a JSON value, null when there is none. Besides OpenAI's `{error: {…}}`, servers in use send
 * `{error: "…"}`, `{message: "…"}` and `{detail: "…"}`.
 */
export function errorFields(value: unknown): ErrorFields | null {
  const body = asRecord(value);
  if (!body) return null;
  const error = asRecord(body.error) ?? body;
  const message = [error.message, body.error, body.message, body.detail].find(isText);
  if (message === undefined) return null;
  return {
    message: message.slice(0, LONGEST_MESSAGE),
    code: textOf(error.code),
    type: textOf(error.type),
    param: textOf(error.param),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** Some servers give the code as a number. */
function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return isText(value) ? value.slice(0, LONGEST_MESSAGE) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // HTML from a proxy, an empty or a cut body: the status says more than such a text would.
    return null;
  }
}

async function readStart(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < LONGEST_BODY) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}
