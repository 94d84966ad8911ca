import { indexOf } from '#contract/fold/choice';
import { isObject, type JsonObject, listOf, objectOr, objectsOf } from '#contract/json';
import { jsonLine } from '#contract/json-lines';
import { noteOf } from '#contract/message/answer-note';
import { elementTexts, memberTexts } from '../json/members';
import type { CompletionRecord } from '../store/records';
import { cleanMessage, saysSomething } from './clean-message';

/** A line of a fine-tuning file, or why the completion makes none. */
export type ChatLine = { line: string } | { reason: string };

/** `messages` of the request with the answer of one choice, and the tools; what may stand there as it is stored. */
export function chatLine(record: CompletionRecord, choice: number): ChatLine {
  if (record.state !== 'complete') return { reason: 'the answer is not complete' };
  const messages: unknown = JSON.parse(record.messages);
  const problem = problemOf(messages);
  if (problem !== null) return { reason: problem };
  const answer = answerOf(record.body, choice);
  if ('reason' in answer) return answer;
  const asked: string[] = [];
  for (const [i, text] of elementTexts(record.messages).entries()) {
    const message = cleaned(text, JSON.parse(text) as JsonObject);
    if ('reason' in message) return { reason: `message ${i + 1} ${message.reason}` };
    asked.push(message.text);
  }
  const all = [...asked, answer.text].join(',');
  return { line: jsonLine(`{"messages":[${all}]${toolsOf(record.request)}}`) };
}

/** What a model could call, as members behind the messages: none that is empty, which is refused there. */
function toolsOf(request: string): string {
  const texts = memberTexts(request);
  const filled = ['tools', 'parallel_tool_calls', 'functions'].filter((name) =>
    saysSomething(texts.get(name)),
  );
  return filled
    .filter((name) => name !== 'parallel_tool_calls' || filled.includes('tools'))
    .map((name) => `,"${name}":${texts.get(name)}`)
    .join('');
}

type Cleaned = { text: string } | { reason: string };

/** A message as {@link cleanMessage} makes it, if that leaves anything that can be learnt from. */
function cleaned(stored: string, message: JsonObject): Cleaned {
  if (objectsOf(message['content']).some(({ type }) => type === 'input_audio'))
    return { reason: 'has sound, which fine-tuning does not take' };
  const text = cleanMessage(stored, message);
  const problem = text === stored ? null : problemOfMessage(JSON.parse(text) as JsonObject);
  return problem === null ? { text } : { reason: problem };
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

function answerOf(body: string, index: number): Cleaned {
  const choices = memberTexts(body).get('choices') ?? '[]';
  const values: unknown = JSON.parse(choices);
  const at = Array.isArray(values)
    ? values.findIndex((choice, at) => isObject(choice) && indexOf(choice, at) === index)
    : -1;
  const choice: unknown = Array.isArray(values) ? values[at] : undefined;
  if (!isObject(choice)) return { reason: `there is no choice ${index}` };
  const note = noteOf(choice);
  if (note?.kind === 'error') return { reason: `the provider failed (${note.mark})` };
  if (note?.kind === 'cut' || note?.kind === 'filtered')
    return { reason: `the answer was cut (${String(choice['finish_reason'])})` };
  // Whatever a provider calls its model.
  const message = { ...objectOr(choice['message']), role: 'assistant' };
  const problem = problemOfMessage(message);
  if (problem !== null) return { reason: `the answer ${problem}` };
  const stored = memberTexts(elementTexts(choices)[at] ?? '{}').get('message') ?? '{}';
  const answer = cleaned(stored, message);
  return 'reason' in answer ? { reason: `the answer ${answer.reason}` } : answer;
}
