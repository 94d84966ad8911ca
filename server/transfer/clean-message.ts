import { isObject, type JsonObject, objectOr } from '#contract/json';
import { readMessage } from '#contract/message/read-message';
import { sentBack } from '#contract/message/sent-back';
import { elementTexts, memberTexts } from '../json/members';

/** The members that a message of a fine-tuning file may have; all others (annotations, audio, …) are refused there. */
const MEMBERS: Record<string, readonly string[]> = {
  assistant: ['role', 'content', 'tool_calls', 'function_call', 'name', 'weight'],
  tool: ['role', 'content', 'tool_call_id'],
};
const OTHERS = ['role', 'content', 'name'];

/**
 * The text of a message without the members that a fine-tuning file may not have, and those that say nothing. What may
 * stand there is as it is stored, to the digit. `message` is its value, with the role that it is to have.
 */
export function cleanMessage(text: string, message: JsonObject): string {
  const texts = memberTexts(text);
  const { role } = message;
  const kept = (MEMBERS[String(role)] ?? OTHERS).flatMap((name): [string, string][] => {
    const value = name === 'role' ? JSON.stringify(role) : valueOf(message, name, texts.get(name));
    return saysSomething(value) || (name === 'content' && value === 'null') ? [[name, value]] : [];
  });
  const isClean =
    kept.length === texts.size && kept.every(([name, value]) => texts.get(name) === value);
  return isClean ? text : objectText(kept);
}

/** Whether the JSON text of a member is there, and neither null nor an empty list. */
export function saysSomething(text: string | undefined): text is string {
  return text !== undefined && !/^(null|\[\s*\])$/.test(text);
}

/** The JSON text of a member as a fine-tuning file takes it; undefined where the message has none. */
function valueOf(message: JsonObject, name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (name === 'content') return contentOf(message, text);
  const made = message[name];
  if (name === 'tool_calls' && !isPlainList(made)) return plain(message, name);
  if (name === 'function_call' && isObject(made) && !isPlainFunction(made))
    return plain(message, name);
  return text;
}

/** Content without the thinking of an answer, and parts without what others noted on them. */
function contentOf(message: JsonObject, text: string): string {
  const isAnswer = message['role'] === 'assistant';
  if (isAnswer && isThought(message)) {
    const { content } = sentBack(message, false).message ?? {};
    return JSON.stringify(content ?? null);
  }
  if (!Array.isArray(message['content'])) return text;
  const parts = elementTexts(text);
  const plainParts = parts.flatMap((part) => {
    const value: unknown = JSON.parse(part);
    if (!isObject(value)) return [part];
    return isAnswer && value['type'] === 'refusal' ? [] : [plainPart(part, value)];
  });
  const isClean =
    plainParts.length === parts.length && plainParts.every((part, at) => part === parts[at]);
  if (isClean) return text;
  return plainParts.length > 0 ? `[${plainParts.join(',')}]` : 'null';
}

function isThought(message: JsonObject): boolean {
  const { reasoning } = readMessage(message);
  return reasoning.text !== '' || reasoning.isHidden;
}

/** A part has its type and a member of that name; marks for a cache and citations are nobody else's. */
function plainPart(text: string, part: JsonObject): string {
  const type = String(part['type']);
  if (!Object.hasOwn(part, type) || Object.keys(part).length === 2) return text;
  const kept = [...memberTexts(text)].filter(([name]) => name === 'type' || name === type);
  return objectText(kept);
}

function objectText(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}

function isPlainList(calls: unknown): boolean {
  return Array.isArray(calls) && calls.every(isPlainCall);
}

const OF_CALLS = new Set(['id', 'type', 'function', 'custom']);
const OF_FUNCTIONS = new Set(['name', 'arguments']);

/** Whether a call has its type, and nothing that only answers have: an index, or what a gateway added. */
function isPlainCall(call: unknown): boolean {
  return (
    isObject(call) &&
    typeof call['type'] === 'string' &&
    Object.keys(call).every((name) => OF_CALLS.has(name)) &&
    (call['function'] === undefined || isPlainFunction(objectOr(call['function'])))
  );
}

/** Whether arguments are the text that they have to be, and nothing stands beside them. */
function isPlainFunction(made: JsonObject): boolean {
  return (
    typeof made['arguments'] === 'string' &&
    Object.keys(made).every((name) => OF_FUNCTIONS.has(name))
  );
}

/** The calls of an answer with what belongs to them alone. */
function plain(message: JsonObject, name: 'tool_calls' | 'function_call'): string | undefined {
  const made = sentBack(message, false).message?.[name];
  const calls: unknown = Array.isArray(made)
    ? made.map((call: JsonObject) =>
        isObject(call['function']) ? { ...call, function: ofFunction(call['function']) } : call,
      )
    : made && ofFunction(objectOr(made));
  return JSON.stringify(calls);
}

function ofFunction({ name, arguments: given }: JsonObject): JsonObject {
  return { name, arguments: given };
}
