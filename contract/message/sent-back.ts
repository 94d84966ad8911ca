import { isObject, type JsonObject, objectOr, objectsOf } from '../json';
import { inputText } from './calls';
import { thoughtOf } from './parts';
import { readMessage } from './read-message';
import { REASONING_LISTS, REASONING_TEXTS } from './reasoning';
import { splitThinking } from './think-tag';

/** An answer as the next request carries it. */
export type SentBack = {
  /** Null for an answer that would be empty. */
  message: JsonObject | null;
  /** What was left out, in words. */
  left: string[];
};

/** What only an answer has: facts about it, and members that no request knows. */
const OF_ANSWERS = new Set([
  'index',
  'id',
  'parsed',
  'annotations',
  'citations',
  'search_results',
  'context',
  'content_parts',
  'content_filter_results',
]);

/** What every provider takes. */
const PORTABLE = ['role', 'name', 'refusal', 'function_call'];

/**
 * An answer in the form in which it came, for the model that gave it: many refuse a conversation without their
 * reasoning, signatures and ids. Members that are null say nothing and are left out. For any other model
 * (`isOwn` false) only what all of them understand.
 */
export function sentBack(answer: unknown, isOwn: boolean): SentBack {
  const message = objectOr(answer);
  return isOwn ? { message: ownForm(message), left: [] } : commonForm(message);
}

function ownForm(message: JsonObject): JsonObject | null {
  const kept = Object.entries(message).filter(
    ([name, value]) => value !== null && value !== undefined && !OF_ANSWERS.has(name),
  );
  const { role: _, content, tool_calls, audio, ...rest } = Object.fromEntries(kept);
  const calls = objectsOf(tool_calls).map((call) => asSent(call));
  const files = objectsOf(message['annotations']).filter(({ type }) => type === 'file');
  const more = {
    ...withTextArguments(rest),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(isObject(audio) && audio['id'] !== undefined && { audio: { id: audio['id'] } }),
    // A parsed document is not parsed, and paid for, again. Source: OpenRouter.
    ...(files.length > 0 && { annotations: files }),
  };
  const isEmpty = Object.keys(more).every((name) => name === 'name') && isNothing(content);
  if (isEmpty) return null;
  const isSaidElsewhere =
    calls.length > 0 || 'function_call' in more || 'audio' in more || 'refusal' in more;
  return { role: 'assistant', content: content ?? (isSaidElsewhere ? null : ''), ...more };
}

function commonForm(message: JsonObject): SentBack {
  const { reasoning, parts } = readMessage({ ...message, role: 'assistant' });
  const left = new Set<string>();
  if (reasoning.text !== '' || reasoning.isHidden) left.add('reasoning');
  if (parts.some(({ kind }) => kind === 'image')) left.add('pictures');
  if (parts.some(({ kind }) => kind === 'audio')) left.add('sound');
  if (parts.some(({ kind }) => kind === 'unknown' || kind === 'file'))
    left.add('content of other kinds');
  const kept = PORTABLE.flatMap((name) => {
    const value = message[name];
    return value === null || value === undefined || name === 'role' ? [] : [[name, value]];
  });
  const calls = objectsOf(message['tool_calls']).map((call) => {
    const { id, type, function: made, custom, ...extras } = asSent(call);
    if (Object.keys(extras).length > 0) left.add('details of tool calls');
    return {
      id,
      type: type ?? 'function',
      ...(made !== undefined ? { function: made } : { custom }),
    };
  });
  const said = parts.flatMap((part) => {
    if (part.kind === 'audio') return part.transcript ? [part.transcript] : [];
    return part.kind === 'text' ? [part.text] : [];
  });
  const rest = withTextArguments(Object.fromEntries(kept) as JsonObject);
  const more = { ...rest, ...(calls.length > 0 && { tool_calls: calls }) };
  const isEmpty = Object.keys(more).every((name) => name === 'name') && said.length === 0;
  const content = said.length > 0 ? commonContent(message['content'], said) : null;
  return {
    message: isEmpty ? null : { role: 'assistant', content, ...more },
    left: [...left],
  };
}

/** Text stays the one text it was, but for the tags around its thinking. */
function commonContent(content: unknown, said: readonly string[]): unknown {
  if (typeof content === 'string') return splitThinking(content).text || said.join('\n\n');
  return said.join('\n\n');
}

/** Without the index that only the pieces of a stream have, and with arguments as the text that requests need. */
function asSent(piece: JsonObject): JsonObject {
  const { index: _, ...call } = piece;
  const made = call['function'];
  return isObject(made) ? { ...call, function: withText(made) } : call;
}

function withTextArguments(message: JsonObject): JsonObject {
  const made = message['function_call'];
  return isObject(made) ? { ...message, function_call: withText(made) } : message;
}

function withText(made: JsonObject): JsonObject {
  return typeof made['arguments'] === 'string'
    ? made
    : { ...made, arguments: inputText(made['arguments']) || '{}' };
}

function isNothing(content: unknown): boolean {
  return (
    content === null ||
    content === undefined ||
    content === '' ||
    (Array.isArray(content) && content.length === 0)
  );
}

/**
 * The message with other words in it: its text is replaced, and what it has beside text stays. An answer that began
 * with thinking in tags keeps it.
 */
export function withWords(message: JsonObject, text: string): JsonObject {
  const { content } = message;
  if (!Array.isArray(content)) {
    const head = typeof content === 'string' ? splitThinking(content).head : '';
    return { ...message, content: head + text, refusal: null };
  }
  const others = content.filter(
    (part: unknown) => !isObject(part) || thoughtOf(part) || part['type'] !== 'text',
  );
  return {
    ...message,
    content: others.length > 0 ? [...others, { type: 'text', text }] : text,
    refusal: null,
  };
}

/** Members of a message that hold thinking. */
export const REASONING_MEMBERS: readonly string[] = [...REASONING_TEXTS, ...REASONING_LISTS];
