import { isObject, type JsonObject, objectsOf } from '../json';
import { wholeNumber } from '../whole-number';

/** The index of a choice of a chunk; `at` is its place in the list, for servers that leave the index out. */
export function indexOf({ index }: JsonObject, at: number): unknown {
  return wholeNumber(index) ?? index ?? at;
}

/**
 * What a choice of a chunk says: its `delta`, as an object or as its text alone; where that says nothing its `message`, or the `text` of the completions
 * API before chat, which some servers stream under the chat API's name.
 */
export function deltaOf({ delta, message, text }: JsonObject): JsonObject {
  if (isObject(delta) && Object.keys(delta).length > 0) return delta;
  if (typeof delta === 'string' && delta !== '') return { content: delta };
  if (isObject(message)) return message;
  return typeof text === 'string' ? { content: text } : {};
}

const TEXTS = ['content', 'refusal', 'reasoning', 'reasoning_content'];

/** What a `message` adds to one that begins in the same way: servers repeat in it what they have streamed before. */
export function addedBy(message: JsonObject, known: JsonObject): JsonObject {
  const added = { ...message };
  for (const name of TEXTS) {
    const [before, value] = [known[name], message[name]];
    if (typeof before === 'string' && typeof value === 'string' && value.startsWith(before))
      added[name] = value.slice(before.length);
  }
  return added;
}

const SILENT = new Set(['role', 'name', 'id', 'type', 'index', 'object']);
/** Where a name is that of the tool called, which is shown before its arguments come. */
const CALLED = new Set(['function', 'custom', 'function_call']);

/**
 * Whether a chunk brings the first thing that a reader could see: text, reasoning, a refusal, a call, audio or a
 * picture, and not only a role or an empty beginning.
 */
export function saysSomething({ choices }: JsonObject): boolean {
  return objectsOf(choices).some((choice) => isSaid(deltaOf(choice)));
}

function isSaid(value: unknown, isCall = false): boolean {
  if (typeof value === 'string') return value !== '';
  if (Array.isArray(value)) return value.some((item) => isSaid(item));
  const isHeard = (key: string) => !SILENT.has(key) || (isCall && key === 'name');
  return (
    isObject(value) &&
    Object.entries(value).some(([key, member]) => isHeard(key) && isSaid(member, CALLED.has(key)))
  );
}
