import { isObject, type JsonObject, objectOr } from '../json';
import { callsOf, type MessageCall } from './calls';
import { jsonText } from './json-text';
import { audioOf, type MessagePart, partOf, type Thought } from './parts';
import { type Reasoning, reasoningOf } from './reasoning';
import { firstText } from './text-of';
import { splitThinking } from './think-tag';

/** All that a message says, whichever shape it came in. Its links are read by `linksOf`. */
export type MessageReading = {
  reasoning: Reasoning;
  /** In order; empty text is left out. */
  parts: MessagePart[];
  calls: MessageCall[];
};

/**
 * Reads a message of any request, answer or list, of any provider. The one reader: what is shown, previewed, found,
 * copied and exported follows from it. Takes any value and never throws; what it does not know is a part of its own.
 */
export function readMessage(value: unknown): MessageReading {
  const message = objectOr(value);
  const parts: MessagePart[] = [];
  const thoughts: Thought[] = [];
  for (const part of contentParts(message)) {
    if (part.kind === 'reasoning') thoughts.push(part);
    else if (part.kind !== 'text' || part.text !== '') parts.push(part);
  }
  takeTags(message, parts, thoughts);
  // One by one: a call takes only so many arguments.
  for (const part of outputParts(message)) parts.push(part);
  return { reasoning: reasoningOf(message, thoughts), parts, calls: callsOf(message) };
}

function contentParts({ content, content_parts }: JsonObject): (MessagePart | Thought)[] {
  const list = Array.isArray(content_parts) && content_parts.length > 0 ? content_parts : content;
  if (Array.isArray(list)) return list.map(partOf);
  if (list === null || list === undefined) return [];
  if (isObject(list)) return Object.keys(list).length > 0 ? [partOf(list)] : [];
  return [{ kind: 'text', text: typeof list === 'string' ? list : jsonText(list) }];
}

/** Thinking in tags stands before the first text of an answer; in a prompt, tags are what somebody wrote. */
function takeTags({ role }: JsonObject, parts: MessagePart[], thoughts: Thought[]): void {
  const at = parts.findIndex(({ kind }) => kind === 'text');
  const first = parts[at];
  if (first?.kind !== 'text' || (typeof role === 'string' && role !== '' && role !== 'assistant'))
    return;
  const { reasoning, text, head } = splitThinking(first.text);
  if (head === '') return;
  if (reasoning) thoughts.unshift({ kind: 'reasoning', text: reasoning });
  parts.splice(at, 1, ...(text === '' ? [] : [{ kind: 'text' as const, text }]));
}

/** What an answer has beside its content. */
function outputParts({ refusal, images, audio }: JsonObject): MessagePart[] {
  const pictures = Array.isArray(images) ? images.map(pictureOf) : [];
  return [
    ...(typeof refusal === 'string' && refusal
      ? [{ kind: 'refusal' as const, text: refusal }]
      : []),
    ...pictures.flatMap((part) => (part === null || part.kind === 'reasoning' ? [] : [part])),
    ...(isObject(audio) ? [audioOf(audio)] : []),
  ];
}

function pictureOf(value: unknown): MessagePart | Thought | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return { kind: 'image', url: value };
  const url = firstText(objectOr(value)['url']);
  return url ? { kind: 'image', url } : partOf(value);
}

/** What a message says in words, for copying and editing: text, refusals, what is spoken. Thinking is none of it. */
export function textOf(message: unknown): string {
  return readMessage(message)
    .parts.map(wordsOf)
    .filter((words) => words !== '')
    .join('\n\n');
}

function wordsOf(part: MessagePart): string {
  if (part.kind === 'audio') return part.transcript;
  return part.kind === 'text' || part.kind === 'refusal' ? part.text : '';
}
