import type { Outcome } from '../store/store';
import { usageOf } from '#contract/fold/usage';
import { isObject } from '#contract/json';

const PREVIEW = 200;

/** What lists show of an answer without reading it: taken once, when it is written. */
export type Summary = Pick<
  Outcome,
  | 'model'
  | 'finishReason'
  | 'promptTokens'
  | 'completionTokens'
  | 'cachedTokens'
  | 'reasoningTokens'
  | 'toolCalls'
  | 'outputPreview'
>;

/** Reads the parsed answer of any provider; whatever has another shape than expected counts as unknown. */
export function summaryOf(completion: unknown, askedModel: string): Summary {
  const answer = isObject(completion) ? completion : {};
  const choices = list(answer['choices']).filter(isObject);
  const first = choices[0] ?? {};
  const usage = usageOf(answer) ?? {};
  const finishReason = first['finish_reason'];
  return {
    model: typeof answer['model'] === 'string' && answer['model'] ? answer['model'] : askedModel,
    finishReason: typeof finishReason === 'string' ? finishReason : null,
    promptTokens: count(usage['prompt_tokens']),
    completionTokens: count(usage['completion_tokens']),
    cachedTokens: count(object(usage['prompt_tokens_details'])['cached_tokens']),
    reasoningTokens: count(object(usage['completion_tokens_details'])['reasoning_tokens']),
    toolCalls: choices.reduce((sum, c) => sum + list(object(c['message'])['tool_calls']).length, 0),
    outputPreview: answerPreview(object(first['message'])),
  };
}

/** The last user message is what a reader recognises an exchange by. */
export function inputPreview(messages: unknown): string {
  const all = list(messages).filter(isObject);
  const last = all.findLast((message) => message['role'] === 'user') ?? all.at(-1);
  return preview(textOf(last?.['content']));
}

function answerPreview(message: Record<string, unknown>): string {
  const text = textOf(message['content']) || textOf(message['refusal']);
  if (text) return preview(text);
  const calls = list(message['tool_calls']).filter(isObject);
  return preview(
    calls
      .map((call) => {
        const made = object(call['function'] ?? call['custom']);
        const input = made['arguments'] ?? made['input'];
        return `${String(made['name'])}(${typeof input === 'string' ? input : ''})`;
      })
      .join(' '),
  );
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return list(content)
    .filter(isObject)
    .map((part) => (typeof part['text'] === 'string' ? part['text'] : `[${String(part['type'])}]`))
    .join(' ');
}

/** One line, at most {@link PREVIEW} code points, of characters that any database can hold. */
function preview(text: string): string {
  const line = text
    .slice(0, 8 * PREVIEW)
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return Array.from(line).slice(0, PREVIEW).join('');
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function object(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
