import type { IncomingHttpHeaders } from 'node:http';
import type { Transform } from 'node:stream';
import { isObject, type JsonObject } from '#contract/json';
import type { ProviderError } from '#contract/provider-error';
import type { Provider } from './provider';
import { tellsOfFailure } from './error-parts';
import { hidingAll, hidingInErrors } from './hiding';
import { endings, type Hide, hiderOf } from './quoted-keys';
import type { Answer } from './unpack';

export function hideInError(
  hide: Hide,
  { message, type, param, code }: ProviderError,
): ProviderError {
  const shown = (text: string | null) => text && hide(text);
  return { message: hide(message), type: shown(type), param: shown(param), code: shown(code) };
}

/** The errors that stand within an answer: its own, and those of its choices. The rest is the answer's own. */
export function hideInAnswer(hide: Hide, answer: JsonObject): JsonObject {
  const shown = withoutKeys(hide, answer);
  if (!Array.isArray(shown['choices'])) return shown;
  const choices: unknown[] = shown['choices'];
  const hidden = choices.map((choice) => (isObject(choice) ? withoutKeys(hide, choice) : choice));
  return choices.some((choice, i) => choice !== hidden[i]) ? { ...shown, choices: hidden } : shown;
}

/** The same object where what it tells of a failure quotes nothing. */
function withoutKeys(hide: Hide, value: JsonObject): JsonObject {
  const names = Object.keys(value).filter(tellsOfFailure);
  if (names.length === 0) return value;
  const told = names.map((name) => [name, value[name]] as const);
  const shown = told.map(([name, member]) => [name, everywhere(hide, member)] as const);
  return JSON.stringify(shown) === JSON.stringify(told)
    ? value
    : { ...value, ...Object.fromEntries(shown) };
}

function everywhere(hide: Hide, value: unknown): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((item) => everywhere(hide, item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [hide(name), everywhere(hide, member)]),
  );
}

/** An answer whose headers quote no key, and whose body quotes none where it is a refusal. */
export function withoutQuotedKeys(answer: Answer, provider: Provider): Answer {
  const ends = endings(provider);
  if (ends.size === 0) return answer;
  const headers = shownHeaders(answer.headers, hiderOf(ends));
  const { statusCode = 0 } = answer;
  return statusCode < 400
    ? Object.assign(answer, { headers })
    : through(hidingAll(ends), { answer, headers });
}

/** An answer that nobody here reads, without the keys that are quoted where it tells of a failure. */
export function withoutKeysInErrors(answer: Answer, provider: Provider): Answer {
  const ends = endings(provider);
  const { statusCode = 0, headers } = answer;
  const isMedia = /^(audio|image|video)\//i.test(headers['content-type'] ?? '');
  if (ends.size === 0 || statusCode >= 400 || isMedia) return answer;
  return through(hidingInErrors(ends), { answer, headers: { ...headers } });
}

function through(
  shown: Transform,
  { answer, headers }: { answer: Answer; headers: IncomingHttpHeaders },
): Answer {
  // Its length may be another one now.
  delete headers['content-length'];
  answer.on('error', (error) => shown.destroy(error));
  shown.on('close', () => answer.destroy());
  return Object.assign(answer.pipe(shown), { statusCode: answer.statusCode, headers });
}

function shownHeaders(headers: IncomingHttpHeaders, hide: Hide): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(hide) : value && hide(value),
    ]),
  );
}
