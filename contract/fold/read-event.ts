import { isObject, type JsonObject, listOf } from '../json';
import {
  isErrorForm,
  type ProviderError,
  readProviderError,
  wordlessError,
} from '../provider-error';

/** What one event of a provider's stream is. */
export type StreamEvent =
  /** `isMended`: its choices came as one object and are a list now. */
  | { kind: 'chunk'; chunk: JsonObject; isMended?: true }
  /** The provider says that the answer is whole. */
  | { kind: 'done' }
  /** A heartbeat, or nothing at all. */
  | { kind: 'nothing' }
  /** `body`: all of it, as JSON where it is JSON. */
  | { kind: 'error'; error: ProviderError; body: unknown }
  /** Not what the API promises, and no heartbeat that anybody is known to send. */
  | { kind: 'unreadable' };

/** The end of a stream; some servers write it as a JSON text. */
const DONE = /^("?)\[DONE\]\1$/i;
/** A heartbeat: a bare word such as `pong`, or an object that is nothing but one. */
const WORD = /^[a-z][a-z_ -]{0,31}$/i;
const BEATS = /^(ping|pong|heartbeat|keep-?alive)$/i;

/**
 * Reads one event. `parse` turns its JSON text into a value and throws on anything else; it is where a server keeps the
 * digits of numbers and refuses what is nested too deep.
 */
export function readEvent(
  { name, data }: { name?: string | undefined; data: string },
  parse: (text: string) => unknown,
): StreamEvent {
  const text = data.trim();
  if (DONE.test(text)) return { kind: 'done' };
  if (name === 'error') return reported(text, parse);
  if (text === '' || WORD.test(text) || (name && BEATS.test(name))) return { kind: 'nothing' };
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    return { kind: 'unreadable' };
  }
  if (isErrorForm(value)) return reported(text, () => value);
  if (!isObject(value)) return isBeat(value) ? { kind: 'nothing' } : { kind: 'unreadable' };
  if (!('choices' in value) && typeof value['type'] === 'string' && BEATS.test(value['type']))
    return { kind: 'nothing' };
  return chunkOf(value) ?? { kind: 'unreadable' };
}

/** `null`, an empty list, or a word in quotes. */
function isBeat(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || (typeof value === 'string' && (value === '' || WORD.test(value)));
}

/** Choices are a list of objects; entries of null are skipped, and a chunk without choices says something else. */
function chunkOf(value: JsonObject): StreamEvent | null {
  const { choices } = value;
  const isMended = isObject(choices);
  const list = isMended ? listOf(choices) : (choices ?? []);
  if (!Array.isArray(list) || (isMended && list.length === 0)) return null;
  if (!list.every((choice) => choice === null || isObject(choice))) return null;
  if (!isMended) return { kind: 'chunk', chunk: value };
  return { kind: 'chunk', chunk: { ...value, choices: list }, isMended };
}

function reported(text: string, parse: (text: string) => unknown): StreamEvent {
  let body: unknown = text;
  try {
    body = parse(text);
  } catch {
    // Plain words: they are the message.
  }
  const error = readProviderError(body) ?? readProviderError({ message: body });
  return { kind: 'error', error: error ?? wordlessError(), body };
}
