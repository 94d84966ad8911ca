import { isObject, type JsonObject, listOf, objectOr } from '#contract/json';
import { type ProviderError, readProviderError } from '#contract/provider-error';
import { parseAnswer } from './answer-json';

/**
 * Parses what a provider answers under a status of 200. What brings no choice and is an error without saying `error`, as
 * some servers write it in the middle of a stream too, comes as `{error}`: nothing after it makes an answer whole.
 */
export function parseReported(text: string): unknown {
  const value = parseAnswer(text);
  const error = reportIn(value);
  return error ? { error } : value;
}

function reportIn(value: unknown): ProviderError | null {
  if (!isObject(value) || listOf(value['choices']).length > 0) return null;
  const { detail, error, errors, success, status, statusCode } = value;
  const words = isGiven(error) ? null : readProviderError(inUsualWords(value));
  // A message alone may tell what an answer waits for.
  const isFailed =
    success === false ||
    [status, statusCode].some((each) => FAILURE.test(String(each))) ||
    isGiven(detail) ||
    isGiven(errors) ||
    !SUCCESS.test(words?.code ?? '');
  return isFailed ? words : null;
}

/** Baidu says `error_code` and `error_msg`, MiniMax `base_resp: {status_code, status_msg}`. */
function inUsualWords(value: JsonObject): JsonObject {
  const { error_code, error_msg, base_resp } = value;
  if (isGiven(error_msg)) return { message: error_msg, code: error_code };
  const { status_code, status_msg } = objectOr(base_resp);
  return isGiven(status_msg) ? { message: status_msg, code: status_code } : value;
}

const FAILURE = /^([45]\d\d|error|fail(ed|ure)?)$/i;
const SUCCESS = /^(0*|[12]\d\d|ok|success)$/i;

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !isEmptyList(value);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
