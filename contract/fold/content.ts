import { isObject, type JsonObject } from '../json';
import { mergeList } from './merge';

/**
 * Adds a piece of a message's content to what came before it. Text alone stays text; once a list of parts came, all of
 * it is a list, in the order in which it came, text that follows text joined into one part. Source: OpenAI streams
 * text; Mistral's reasoning models stream lists of parts, then text.
 */
export function mergeContent(before: unknown, piece: unknown): unknown {
  if (piece === null || piece === undefined) return before ?? null;
  if (typeof piece === 'string' && typeof before === 'string') return before + piece;
  if (typeof piece === 'string' && !Array.isArray(before)) return piece || (before ?? piece);
  if (typeof piece === 'string' && piece === '') return before;
  const parts = mergeList(asParts(before), asParts(piece));
  const only = parts.length === 1 ? parts[0] : null;
  return isObject(only) && isPlainText(only) ? only['text'] : parts;
}

function asParts(content: unknown): unknown[] {
  if (content === null || content === undefined || content === '') return [];
  if (Array.isArray(content)) return content.map(asPart);
  return [asPart(content)];
}

function asPart(part: unknown): unknown {
  if (typeof part === 'string') return { type: 'text', text: part };
  // Numbers and truth values are no content that any API knows: kept as the text that they would be.
  if (isObject(part) && typeof part['text'] === 'string' && Object.keys(part).length === 1)
    return { type: 'text', ...part };
  const isScalar = typeof part === 'number' || typeof part === 'boolean';
  return isScalar ? { type: 'text', text: String(part) } : part;
}

function isPlainText(part: JsonObject): boolean {
  return (
    part['type'] === 'text' && typeof part['text'] === 'string' && Object.keys(part).length === 2
  );
}
