import { isObject, type JsonObject } from '../json';
import { type Thought, thoughtOf } from './parts';
import { firstText, plainText } from './text-of';

/** A model's thinking. */
export type Reasoning = {
  /** Each text once, however many members hold it; empty when none came. */
  text: string;
  /** Thinking came, and the provider keeps its text to itself. */
  isHidden: boolean;
};

/** Members of a message that hold thinking as one text. None is OpenAI's; all are in use. */
export const REASONING_TEXTS = ['reasoning', 'reasoning_content', 'reasoning_text', 'thinking'];
/** Members that hold it as a list of details. */
export const REASONING_LISTS = ['reasoning_details', 'thinking_blocks'];

/**
 * The thinking of a message. The same text often stands in two members, so that every reader finds it where it looks:
 * a text that another one contains is left out. `said` is what stands in the content.
 */
export function reasoningOf(message: JsonObject, said: readonly Thought[]): Reasoning {
  const lists = REASONING_LISTS.map((name) => thoughtsIn(message[name]));
  const texts = [
    ...REASONING_TEXTS.map((name) => textIn(message[name])),
    ...[...lists, said].map(joinedText),
  ].filter((text) => text !== '');
  const isHidden = [...lists, said].some((thoughts) => thoughts.some(({ text }) => text === ''));
  return { text: distinct(texts).join('\n\n'), isHidden: isHidden && texts.length === 0 };
}

function textIn(value: unknown): string {
  if (!isObject(value)) return plainText(value).trim();
  return (plainText(value) || firstText(value['content'], value['summary'])).trim();
}

function thoughtsIn(value: unknown): Thought[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    if (!isObject(item))
      return typeof item === 'string' ? [{ kind: 'reasoning' as const, text: item }] : [];
    const text =
      plainText(item['text']) || plainText(item['thinking']) || plainText(item['summary']);
    return [thoughtOf(item) ?? { kind: 'reasoning' as const, text }];
  });
}

function joinedText(thoughts: readonly Thought[]): string {
  return thoughts
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n');
}

function distinct(texts: readonly string[]): string[] {
  if (texts.length < 2) return [...texts];
  // Blanks differ between the members of one answer: details are joined by line breaks that the text may not have.
  const bare = texts.map((text) => text.replace(/\s+/g, ''));
  return texts.filter((_, at) => {
    const own = bare[at] ?? '';
    return !bare.some((other, place) => {
      if (place === at || !other.includes(own)) return false;
      return other !== own || place < at;
    });
  });
}
