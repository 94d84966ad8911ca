/**
 * Edits JSON text member by member, so that everything untouched keeps its exact text: 19-digit seeds, `1.0`,
 * escapes. All functions expect text that `JSON.parse` has accepted.
 */
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;

type Member = { key: string; start: number; value: number; end: number };

/** The text of each member's value, by key; of repeated keys the last, as with `JSON.parse`. */
export function memberTexts(objectText: string): Map<string, string> {
  return new Map(
    members(objectText).map((member) => [member.key, objectText.slice(member.value, member.end)]),
  );
}

/**
 * The object's text with some members set (a JSON text) or removed (null). Members that exist keep their place,
 * new ones follow at the end.
 */
export function editMembers(objectText: string, edits: Record<string, string | null>): string {
  const done = new Set<string>();
  let result = '';
  for (const { key, start, value, end } of members(objectText)) {
    if (!Object.hasOwn(edits, key)) {
      result += `,${objectText.slice(start, end)}`;
      continue;
    }
    const text = edits[key];
    if (text != null && !done.has(key)) result += `,${objectText.slice(start, value)}${text}`;
    done.add(key);
  }
  for (const [key, text] of Object.entries(edits)) {
    if (text !== null && !done.has(key)) result += `,${JSON.stringify(key)}:${text}`;
  }
  return `{${result.slice(1)}}`;
}

/** The text of each element of a JSON array. */
export function elementTexts(arrayText: string): string[] {
  const texts: string[] = [];
  let at = skipSpace(arrayText, arrayText.indexOf('[') + 1);
  while (arrayText[at] !== ']') {
    const end = skipValue(arrayText, at);
    texts.push(arrayText.slice(at, end));
    at = skipSpace(arrayText, end);
    if (arrayText[at] === ',') at = skipSpace(arrayText, at + 1);
  }
  return texts;
}

function members(text: string): Member[] {
  const found: Member[] = [];
  let at = skipSpace(text, text.indexOf('{') + 1);
  while (text[at] !== '}') {
    const start = at;
    const keyEnd = skipString(text, at);
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = skipValue(text, value);
    found.push({ key: keyOf(text.slice(start, keyEnd)), start, value, end });
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return found;
}

function keyOf(quoted: string): string {
  // Parsing each of them is most of the work, and hardly any has an escape.
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (text.charCodeAt(next) <= 32) next += 1;
  return next;
}

/** From an opening quote to behind the closing one. */
function skipString(text: string, at: number): number {
  const end = text.indexOf('"', at + 1);
  if (text.charCodeAt(end - 1) !== BACKSLASH) return end + 1;
  // Searching from quote to quote is slow where each of millions is escaped.
  let next = at + 1;
  while (text.charCodeAt(next) !== QUOTE) next += text.charCodeAt(next) === BACKSLASH ? 2 : 1;
  return next + 1;
}

function skipValue(text: string, at: number): number {
  const first = text[at];
  if (first === '"') return skipString(text, at);
  if (first !== '{' && first !== '[') return skipLiteral(text, at);
  let depth = 0;
  let next = at;
  do {
    const code = text.charCodeAt(next);
    if (code === QUOTE) {
      next = skipString(text, next);
      continue;
    }
    // '{' and '[', '}' and ']' differ only in bit 5.
    if ((code | 32) === OPEN) depth += 1;
    else if ((code | 32) === CLOSE) depth -= 1;
    next += 1;
  } while (depth > 0);
  return next;
}

function skipLiteral(text: string, at: number): number {
  let next = at;
  while (next < text.length && !',]} \n\r\t'.includes(text.charAt(next))) next += 1;
  return next;
}
