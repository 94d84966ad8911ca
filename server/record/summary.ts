import { firstCodePoints } from '#contract/code-points';
import { usageOf } from '#contract/fold/usage';
import { objectOr, objectsOf } from '#contract/json';
import { answerLine, messageLine, messageText } from '#contract/message/answer-line';
import { callCount } from '#contract/message/calls';
import { wholeNumber } from '#contract/whole-number';
import type { Outcome } from '../store/completion';

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
  const answer = objectOr(completion);
  const [first] = objectsOf(answer['choices']);
  const usage = usageOf(answer) ?? {};
  const finishReason = first?.['finish_reason'];
  return {
    model: typeof answer['model'] === 'string' && answer['model'] ? answer['model'] : askedModel,
    finishReason: typeof finishReason === 'string' ? finishReason : null,
    promptTokens: count(usage['prompt_tokens']),
    completionTokens: count(usage['completion_tokens']),
    cachedTokens: count(objectOr(usage['prompt_tokens_details'])['cached_tokens']),
    reasoningTokens: count(objectOr(usage['completion_tokens_details'])['reasoning_tokens']),
    toolCalls: callCount(answer),
    outputPreview: preview(answerLine(completion)),
  };
}

/** The last user message is what a reader recognises an exchange by. */
export function inputPreview(messages: unknown): string {
  return preview(messageLine(lastAsked(messages)));
}

/** All of what {@link inputPreview} begins, with its line breaks. */
export function inputText(messages: unknown): string {
  return messageText(lastAsked(messages));
}

function lastAsked(messages: unknown): unknown {
  const all = objectsOf(messages);
  return all.findLast(({ role }) => role === 'user') ?? all.at(-1);
}

/** A preview with a mark, where the text that it begins goes on. */
export function markedPreview(shown: string, text: string): string {
  const line = oneLine(text);
  const goesOn = line.length > shown.length && line.startsWith(shown);
  return goesOn || (Array.from(shown).length >= PREVIEW && line !== shown) ? `${shown}…` : shown;
}

/** One line, at most {@link PREVIEW} code points, of characters that any database can hold. */
function preview(text: string): string {
  // Of one line so much is enough, and a text of several has more where it is squeezed into one.
  const head = text.slice(0, 2 * PREVIEW + 2);
  return firstCodePoints(oneLine(isLine(head) ? head : text.slice(0, 8 * PREVIEW)), PREVIEW);
}

function oneLine(text: string): string {
  const whole = text.toWellFormed();
  // Most texts are one line already, and replacing each of its spaces takes six times as long as looking.
  return (isLine(whole) ? whole : whole.replaceAll(/[\s\p{Cc}]+/gu, ' ')).trim();
}

function isLine(text: string): boolean {
  return !/[^\S ]|\p{Cc}| {2}/u.test(text);
}

function count(value: unknown): number | null {
  const number = wholeNumber(value);
  return number !== null && number >= 0 ? number : null;
}
