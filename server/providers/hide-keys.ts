import { type IncomingHttpHeaders } from 'node:http';
import { Transform } from 'node:stream';
import { isObject, type JsonObject } from '#contract/json';
import type { ProviderError } from '#contract/provider-error';
import type { Provider } from './provider';
import type { Answer } from './unpack';

/** Characters of a key that count as quoting it: fewer are in many texts by chance. */
const SHORTEST = 12;
/** What a provider's own headers and addresses carry keys under. */
const SECRET = /key|token|auth|secret|cookie|passw|credential|sig/i;

/** Puts `****` and the last four characters in the place of what a text quotes of a provider's keys. */
export type Hide = (text: string) => string;

/** For what a provider says of a failure, never for an answer's own text. */
export function hideKeys(provider: Provider): Hide {
  return hiderOf(endings(provider));
}

export function hiderOf(ends: Endings): Hide {
  return (text) => {
    let shown = '';
    let from = 0;
    for (const run of quotedRuns(text, ends)) {
      shown += `${text.slice(from, run.start)}****${run.ending}`;
      from = run.end;
    }
    return shown + text.slice(from);
  };
}

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

/** The same object where its error quotes nothing. */
function withoutKeys(hide: Hide, value: JsonObject): JsonObject {
  const { error } = value;
  if (error === undefined || error === null) return value;
  const shown = everywhere(hide, error);
  return JSON.stringify(shown) === JSON.stringify(error) ? value : { ...value, error: shown };
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
  const hide = hiderOf(ends);
  const headers = shownHeaders(answer.headers, hide);
  const { statusCode = 0 } = answer;
  if (statusCode < 400) return Object.assign(answer, { headers });
  // Its length may be another one now.
  delete headers['content-length'];
  const shown = hiding(ends, hide);
  answer.on('error', (error) => shown.destroy(error));
  shown.on('close', () => answer.destroy());
  return Object.assign(answer.pipe(shown), { statusCode, headers });
}

function shownHeaders(headers: IncomingHttpHeaders, hide: Hide): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(hide) : value && hide(value),
    ]),
  );
}

/** Holds back what may be the beginning of a key until it has seen the next piece. Keys are ASCII: bytes are enough. */
function hiding(ends: Endings, hide: Hide): Transform {
  let held = '';
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      const text = held + piece.toString('latin1');
      const last = quotedRuns(text, ends).at(-1);
      let safe = Math.max(0, text.length - SHORTEST + 1);
      if (last && last.end > safe) safe = last.end === text.length ? last.start : last.end;
      held = text.slice(safe);
      done(null, Buffer.from(hide(text.slice(0, safe)), 'latin1'));
    },
    flush(done) {
      done(null, Buffer.from(hide(held), 'latin1'));
    },
  });
}

/** Every piece of a key of {@link SHORTEST} characters, in each form in which a text may hold it, to its last four. */
export type Endings = ReadonlyMap<string, string>;

/** Of each provider once: every answer is looked through for them. */
const remembered = new WeakMap<Provider, Endings>();

export function endings(provider: Provider): Endings {
  const known = remembered.get(provider);
  if (known) return known;
  const ends = new Map<string, string>();
  remembered.set(provider, ends);
  for (const key of secretsOf(provider)) {
    const forms = [key, JSON.stringify(key).slice(1, -1), key.replaceAll('/', '\\/')];
    for (const form of [...forms, encodeURIComponent(key)])
      for (let at = 0; at + SHORTEST <= form.length; at += 1)
        ends.set(form.slice(at, at + SHORTEST), key.slice(-4));
  }
  return ends;
}

function secretsOf({ apiKey, headers, baseUrl }: Provider): string[] {
  const { password, searchParams } = new URL(baseUrl);
  const named = [...Object.entries(headers), ...searchParams].filter(([name]) => SECRET.test(name));
  const secrets = [apiKey ?? '', decodeURIComponent(password), ...named.map(([, value]) => value)];
  return secrets.map((value) => value.replace(/^(bearer|basic|token)\s+/i, ''));
}

type Run = { start: number; end: number; ending: string };

function quotedRuns(text: string, ends: Endings): Run[] {
  const runs: Run[] = [];
  if (ends.size === 0) return runs;
  for (let start = 0; start + SHORTEST <= text.length; start += 1) {
    const ending = ends.get(text.slice(start, start + SHORTEST));
    if (ending === undefined) continue;
    let end = start + SHORTEST;
    while (end < text.length && ends.has(text.slice(end - SHORTEST + 1, end + 1))) end += 1;
    runs.push({ start, end, ending });
    start = end - 1;
  }
  return runs;
}
