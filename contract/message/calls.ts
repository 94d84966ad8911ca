import { isObject, type JsonObject, objectOr, objectsOf } from '../json';
import { jsonText } from './json-text';
import { firstText } from './text-of';

/** A tool that a message calls. */
export type MessageCall = {
  kind: 'function' | 'custom' | 'legacy';
  /** What its result refers to: see {@link answeredCall}. */
  id: string;
  name: string;
  /** The arguments of a function as JSON text, or the free text of a custom tool, as it came. */
  input: string;
};

/** The calls of a message in order; the legacy `function_call` is one of them. Entries that are no objects are skipped. */
export function callsOf(message: unknown): MessageCall[] {
  const { tool_calls, function_call } = objectOr(message);
  const calls = objectsOf(tool_calls).map(callOf);
  if (!isObject(function_call)) return calls;
  const legacy = legacyCall(function_call);
  // Some servers say the same call in both forms.
  const isSaid = calls.some(({ name, input }) => name === legacy.name && input === legacy.input);
  return isSaid ? calls : [...calls, legacy];
}

function callOf(call: JsonObject): MessageCall {
  const { custom } = call;
  const made = objectOr(call['function'] ?? custom);
  return {
    kind: isObject(custom) && !isObject(call['function']) ? 'custom' : 'function',
    id: firstText(call['id']),
    name: firstText(made['name'], 'tool'),
    input: inputText(made['arguments'] ?? made['input']),
  };
}

function legacyCall(made: JsonObject): MessageCall {
  const name = firstText(made['name'], 'function');
  return { kind: 'legacy', id: legacyId(name), name, input: inputText(made['arguments']) };
}

/** Arguments are text; some servers send the object itself. */
export function inputText(input: unknown): string {
  if (typeof input === 'string') return input;
  return input === null || input === undefined ? '' : jsonText(input, 0);
}

/** The `id` of the call that a message answers, null when it is no result: by id, legacy ones by name. */
export function answeredCall(message: unknown): string | null {
  const { role, tool_call_id, name } = objectOr(message);
  if (role === 'tool') return firstText(tool_call_id);
  return role === 'function' ? legacyId(firstText(name)) : null;
}

/** Legacy calls have no ids; a message calls at most one, so its name tells. */
function legacyId(name: string): string {
  return `function_call:${name}`;
}

/** How many tools an answer calls: those of all of its choices. The one meaning of "tool calls" of a row. */
export function callCount(completion: unknown): number {
  const choices = objectsOf(objectOr(completion)['choices']);
  return choices.reduce((sum, { message }) => sum + callsOf(message).length, 0);
}
