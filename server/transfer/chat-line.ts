import { jsonLine } from '#contract/json-lines';
import { noteOf } from '#contract/message/answer-note';
import { readMessage } from '#contract/message/read-message';
import { sentBack } from '#contract/message/sent-back';
import { elementTexts, memberTexts } from '../json/members';
import { isObject, type JsonObject, listOf, objectOr } from '#contract/json';
import type { CompletionRecord } from '../store/records';

/** A line of a fine-tuning file, or why the completion makes none. */
export type ChatLine = { line: string } | { reason: string };

/** The members that a message of a fine-tuning file may have; all others (annotations, audio, …) are refused there. */
const MEMBERS: Record<string, readonly string[]> = {
  assistant: ['role', 'content', 'tool_calls', 'function_call', 'name', 'weight'],
  tool: ['role', 'content', 'tool_call_id'],
};
const OTHERS = ['role', 'content', 'name'];

/** `messages` of the request with the answer of one choice, and the tools; what may stand there as it is stored. */
export function chatLine(record: CompletionRecord, choice: number): ChatLine {
  if (record.state !== 'complete') return { reason: 'the answer is not complete' };
  const messages = JSON.parse(record.messages) as unknown;
  const problem = problemOf(messages);
  if (problem !== null) return { reason: problem };
  const answer = answerOf(record.body, choice);
  if ('reason' in answer) return answer;
  const request = memberTexts(record.request);
  const options = ['tools', 'parallel_tool_calls', 'functions'].flatMap((name) => {
    const text = request.get(name);
    return text === undefined || text === 'null' ? [] : [`,"${name}":${text}`];
  });
  const asked = elementTexts(record.messages).map((text) =>
    cleaned(text, JSON.parse(text) as JsonObject),
  );
  const all = [...asked, answer.text].join(',');
  return { line: jsonLine(`{"messages":[${all}]${options.join('')}}`) };
}

/** The text of a message without the members that a fine-tuning file may not have, and those that say nothing. */
function cleaned(text: string, message: JsonObject): string {
  const texts = memberTexts(text);
  const { role } = message;
  const kept = (MEMBERS[String(role)] ?? OTHERS).flatMap((name): [string, string][] => {
    const stored = name === 'role' ? JSON.stringify(role) : texts.get(name);
    const value = role === 'assistant' ? plainText(message, name, stored) : stored;
    const isEmpty =
      value === undefined || (value === 'null' && name !== 'content') || value === '[]';
    return isEmpty ? [] : [[name, value]];
  });
  const isClean =
    kept.length === texts.size && kept.every(([name, value]) => texts.get(name) === value);
  return isClean ? text : `{${kept.map(([name, value]) => `"${name}":${value}`).join(',')}}`;
}

/**
 * The text of a member as a fine-tuning file takes it: answers without their thinking, arguments as text. Texts that
 * need no change stay as they are.
 */
function plainText(
  message: Record<string, unknown>,
  name: string,
  text: string | undefined,
): string | undefined {
  if (name === 'content' && readMessage(message).reasoning.text !== '') {
    const { content } = sentBack(message, false).message ?? {};
    return typeof content === 'string' ? JSON.stringify(content) : text;
  }
  const isOdd =
    (name === 'tool_calls' && text !== undefined && !isPlainList(message[name])) ||
    (name === 'function_call' && typeof objectOr(message[name])['arguments'] === 'object');
  return isOdd ? JSON.stringify(sentBack(message, false).message?.[name]) : text;
}

function isPlainList(calls: unknown): boolean {
  return Array.isArray(calls) && calls.every(isPlainCall);
}

const OF_CALLS = new Set(['id', 'type', 'function', 'custom']);

/** Whether a call has nothing that only answers have: an index, arguments as an object, what a gateway added. */
function isPlainCall(call: unknown): boolean {
  return (
    isObject(call) &&
    Object.keys(call).every((name) => OF_CALLS.has(name)) &&
    typeof objectOr(call['function'])['arguments'] !== 'object'
  );
}

/** What is wrong with a conversation that an answer follows; null when nothing is. */
export function problemOf(messages: unknown): string | null {
  if (!Array.isArray(messages) || messages.length === 0) return 'there are no request messages';
  const open = new Set<unknown>();
  for (const [i, message] of messages.entries()) {
    if (!isObject(message)) return `message ${i + 1} is not an object`;
    const { role } = message;
    if (role === 'tool') {
      if (!open.delete(message['tool_call_id'])) return `message ${i + 1} answers no tool call`;
    } else if (open.size > 0) return 'a tool call is not answered';
    const problem = problemOfMessage(message);
    if (problem !== null) return `message ${i + 1} ${problem}`;
    if (role === 'assistant') for (const call of callsOf(message)) open.add(call['id']);
  }
  return open.size > 0 ? 'a tool call is not answered' : null;
}

const ROLES = new Set<unknown>(['system', 'developer', 'user', 'assistant', 'tool', 'function']);

/** Also for an answer; null when nothing is wrong with it. */
export function problemOfMessage(message: Record<string, unknown>): string | null {
  const { role, content } = message;
  if (!ROLES.has(role)) return 'has a role that fine-tuning does not know';
  const isText = typeof content === 'string';
  const isParts = Array.isArray(content) && content.length > 0 && content.every(isObject);
  if (role !== 'assistant') return isText || isParts ? null : 'has no content';
  const calls = message['tool_calls'];
  const isList = Array.isArray(calls) || listOf(calls).length > 0;
  if (calls != null && (!isList || !callsOf(message).every(isCall)))
    return 'has a tool call that is not valid';
  const hasContent = (isText && content !== '') || isParts;
  return hasContent || callsOf(message).length > 0 || isObject(message['function_call'])
    ? null
    : 'has neither content nor tool calls';
}

function callsOf(message: Record<string, unknown>): Record<string, unknown>[] {
  // Entries that are null are no calls.
  return listOf(message['tool_calls']).flatMap((call) =>
    call === null ? [] : [isObject(call) ? call : {}],
  );
}

function isCall(call: Record<string, unknown>): boolean {
  const made = call['function'] ?? call['custom'];
  return typeof call['id'] === 'string' && isObject(made) && typeof made['name'] === 'string';
}

function answerOf(body: string, index: number): { text: string } | { reason: string } {
  const choices = memberTexts(body).get('choices') ?? '[]';
  const values = JSON.parse(choices) as unknown;
  const at = Array.isArray(values)
    ? values.findIndex((choice) => isObject(choice) && (choice['index'] ?? 0) === index)
    : -1;
  const choice: unknown = Array.isArray(values) ? values[at] : undefined;
  if (!isObject(choice)) return { reason: `there is no choice ${index}` };
  const note = noteOf(choice);
  if (note?.kind === 'error') return { reason: `the provider failed (${note.mark})` };
  const finish = choice['finish_reason'];
  if (finish === 'length' || finish === 'content_filter')
    return { reason: `the answer was cut (${finish})` };
  const message = isObject(choice['message']) ? { role: 'assistant', ...choice['message'] } : {};
  const problem = problemOfMessage(message);
  if (problem !== null) return { reason: `the answer ${problem}` };
  const text = memberTexts(elementTexts(choices)[at] ?? '{}').get('message') ?? '{}';
  return { text: cleaned(text, { ...message, role: 'assistant' }) };
}
