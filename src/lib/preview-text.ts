import { shownText } from '@/lib/shown-text';

const LONGEST = 200;

/** The beginning of a text on one line, for a cell of a table; never cuts a character in half. */
export function previewText(text: string, longest = LONGEST): string {
  // Only the beginning is looked at: a text of ten megabytes costs as much as a short one.
  const start = text.slice(0, longest * 4);
  const characters = Array.from(start.replace(/\s+/g, ' ').trim());
  const isCut = characters.length > longest || start.length < text.length;
  const line = shownText(characters.slice(0, longest).join('').trimEnd());
  return isCut ? `${line}…` : line;
}
