import { isObject, listOf, objectOr } from '../json';
import { completionNote, isShown, noteOf } from './answer-note';
import type { MessagePart } from './parts';
import { type MessageReading, readMessage } from './read-message';

/** A longer text is cut before it is joined: a line of a table shows some hundred characters. */
const LONGEST = 2_000;

/**
 * An answer in one line, for a row of a table: its text, else its calls, else what it has instead. Its first choice
 * speaks for all. Never empty for a completion that has ended.
 */
export function answerLine(completion: unknown): string {
  return answerIn(completion, LINE);
}

/** All of an answer that {@link answerLine} begins, with its line breaks. */
export function answerText(completion: unknown): string {
  return answerIn(completion, WHOLE);
}

function answerIn(completion: unknown, form: Form): string {
  const first = firstChoice(completion);
  const reading = readMessage(objectOr(first)['message']);
  if (isShown(reading)) return readingText(reading, form);
  const note = completionNote(completion) ?? noteOf(isObject(first) ? first : {});
  const { text } = reading.reasoning;
  return [note?.mark, text.slice(0, form.longest)].filter(Boolean).join(' ');
}

function firstChoice(completion: unknown): unknown {
  return listOf(objectOr(completion)['choices'])[0];
}

/** A message in one line: what is no text stands in brackets. */
export function messageLine(message: unknown): string {
  return readingText(readMessage(message), LINE);
}

/** All of a message that {@link messageLine} begins, with its line breaks. */
export function messageText(message: unknown): string {
  return readingText(readMessage(message), WHOLE);
}

type Form = { longest: number; between: string };
const LINE: Form = { longest: LONGEST, between: ' ' };
const WHOLE: Form = { longest: Infinity, between: '\n\n' };

function readingText({ parts, calls }: MessageReading, form: Form): string {
  const said = parts.map((part) => partText(part, form)).filter(Boolean);
  const hasText = parts.some(({ kind }) => kind === 'text' || kind === 'refusal');
  if ((hasText && form === LINE) || calls.length === 0) return said.join(form.between);
  const called = calls.map(({ name, input }) => `${name}(${input.slice(0, form.longest)})`);
  return [...said, called.join(', ')].join(form.between);
}

function partText(part: MessagePart, { longest }: Form): string {
  switch (part.kind) {
    case 'text':
      return part.text.slice(0, longest);
    case 'refusal':
      return `[refusal] ${part.text.slice(0, longest)}`;
    case 'audio':
      return `[audio] ${part.transcript.slice(0, longest)}`.trim();
    case 'file':
      return `[file] ${part.name}`;
    default:
      return part.kind === 'image' ? '[image]' : '[other content]';
  }
}
