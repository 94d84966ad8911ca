import { isObject, objectOr } from '../json';
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
  const { choices } = objectOr(completion);
  const first: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const choice = objectOr(first);
  const reading = readMessage(choice['message']);
  if (isShown(reading)) return readingLine(reading);
  const note = completionNote(completion) ?? noteOf(isObject(first) ? first : {});
  const { text } = reading.reasoning;
  return [note?.mark, text.slice(0, LONGEST)].filter(Boolean).join(' ');
}

/** A message in one line: what is no text stands in brackets. */
export function messageLine(message: unknown): string {
  return readingLine(readMessage(message));
}

function readingLine({ parts, calls }: MessageReading): string {
  const said = parts.map(partLine).filter(Boolean).join(' ');
  if (parts.some(({ kind }) => kind === 'text' || kind === 'refusal') || calls.length === 0)
    return said;
  const called = calls.map(({ name, input }) => `${name}(${input.slice(0, LONGEST)})`).join(', ');
  return [said, called].filter(Boolean).join(' ');
}

function partLine(part: MessagePart): string {
  switch (part.kind) {
    case 'text':
      return part.text.slice(0, LONGEST);
    case 'refusal':
      return `[refusal] ${part.text.slice(0, LONGEST)}`;
    case 'audio':
      return `[audio] ${part.transcript.slice(0, LONGEST)}`.trim();
    case 'file':
      return `[file] ${part.name}`;
    default:
      return part.kind === 'image' ? '[image]' : '[other content]';
  }
}
