import { isObject, type JsonObject } from './json';

/** An error in a provider's own words, whatever form it came in. */
export type ProviderError = {
  message: string;
  type: string | null;
  param: string | null;
  code: string | null;
};

/** Ours, where a provider has no words for its error. */
const WORDLESS = 'The provider reported an error and did not say which.';

export function wordlessError(): ProviderError {
  return { message: WORDLESS, type: null, param: null, code: null };
}

/** Whether a kept error has no words of the provider. */
export function isWordless(message: string): boolean {
  return message === WORDLESS;
}

/** UTF-16 units; what is longer is no message but a page. */
const LONGEST = 2_000;

/**
 * The error that a JSON value holds, null when it holds none. The forms in use: `{error: {message}}` (OpenAI),
 * `[{error}]` (Gemini), `{code, error: "text"}` (xAI), `{detail}` as text or as a list of problems (FastAPI),
 * `{object: "error", message}` (vLLM; Mistral puts an object into `message`), `{message}` and `{errors: [..]}`.
 */
export function readProviderError(value: unknown): ProviderError | null {
  const found = wordsOf(value);
  if (found === null) return null;
  const { message, at } = found;
  return {
    message: bounded(message),
    type: textOf(at['type']) ?? (isText(at['status']) ? at['status'] : null),
    param: textOf(at['param']),
    code: textOf(at['code']),
  };
}

/**
 * The error in the body of a refusal: JSON in any of these forms, plain text, or the title of an HTML page.
 * Null when it says nothing.
 */
export function readErrorText(body: string): ProviderError | null {
  let value: unknown = null;
  try {
    value = JSON.parse(body);
  } catch {
    // What begins as JSON and is none was cut off.
    const words = isHtml(body) ? titleOf(body) : body.trim();
    value = { message: /^[[{"]/.test(words) ? '' : words };
  }
  return readProviderError(isText(value) ? { message: value } : value);
}

function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(text);
}

/** What a page calls itself. The rest of it may name hosts and paths that are nobody's business. */
function titleOf(page: string): string {
  const title = /<(title|h1)\b[^<>]*>([^<]{1,300})</i.exec(page.slice(0, 20_000));
  return title?.[2]?.replaceAll(/\s+/g, ' ').trim() ?? '';
}

/** Whether an event or a body of this form is an error and no answer, whatever words it has. */
export function isErrorForm(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isErrorForm);
  if (!isObject(value)) return false;
  if (value['object'] === 'error' || value['type'] === 'error') return true;
  return isFilled(value['error']) && !('choices' in value && isEmptyError(value['error']));
}

type Words = { message: string; at: JsonObject };

const PLACES = [
  'message',
  'error',
  'detail',
  'msg',
  'errors',
  'error_description',
  'title',
  'reason',
];

/** The first text at one of the places where errors have theirs, and the object beside whose members it stands. */
function wordsOf(value: unknown, depth = 0): Words | null {
  if (depth > 6) return null;
  if (Array.isArray(value)) return listed(value, depth);
  if (!isObject(value)) return null;
  for (const place of PLACES) {
    const member = value[place];
    if (isText(member)) return { message: withPlace(member, value), at: value };
    const inner = wordsOf(member, depth + 1);
    if (inner)
      return place === 'error'
        ? inner
        : { message: inner.message, at: { ...inner.at, ...own(value) } };
  }
  return null;
}

/** Every problem of a list, each as text or as an object. */
function listed(list: readonly unknown[], depth: number): Words | null {
  const words = list.slice(0, 20).flatMap((item) => {
    const found = isText(item) ? { message: item, at: {} } : wordsOf(item, depth + 1);
    return found ? [found] : [];
  });
  const first = words[0];
  return first ? { message: words.map(({ message }) => message).join('; '), at: first.at } : null;
}

/** FastAPI says beside each problem where in the request it is. */
function withPlace(message: string, { loc }: JsonObject): string {
  return Array.isArray(loc) && loc.length > 0
    ? `${message} (${loc.map(String).join('.')})`
    : message;
}

/** What an object says beside its message, without what is empty. */
function own(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => isFilled(member)));
}

/** `error: {}` or `error: ""` beside an answer says that there was none. */
function isEmptyError(error: unknown): boolean {
  return error === false || (isObject(error) && Object.keys(error).length === 0);
}

function isFilled(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && value !== false;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** Some servers give the code as a number, and the server parses unusual numbers into objects. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : bounded(value);
  return typeof value === 'number' ? String(value) : null;
}

function bounded(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).toWellFormed()}…` : text;
}
