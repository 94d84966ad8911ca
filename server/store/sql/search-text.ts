import { folded } from '#contract/folded';
import { PHRASE_LENGTH, SEARCHED_LENGTH } from '#contract/search';

/** Of a longer text the rest is not even read: this work holds up the thread that writes. In UTF-16 code units. */
const READ_LENGTH = 4 * SEARCHED_LENGTH;

/**
 * A key whose value people read, and the quote that opens it, or the brace of arguments. Inside a string a quote is
 * escaped, so it cannot match there. Blanks are passed once: text of others may have millions of them.
 */
const READABLE =
  /"(?:(?:content|text|refusal|reasoning(?:_content)?|thinking|summary|transcript|arguments|input|name|filename|title|message)"\s*:\s*"|(?:arguments|input)"\s*:\s*(?=\{))/g;

/**
 * What can be searched for of a JSON text of messages or of a completion: what was said, called and refused, folded, one
 * line a text. Scanned, not parsed: 10 MB of attached images must not hold up the thread that writes. Of what is long
 * each word is kept once, so that a book takes no more room than its vocabulary.
 */
export function searchText(json: string): string {
  const lines: string[] = [];
  const known = new Set<string>();
  let unread = READ_LENGTH;
  let room = SEARCHED_LENGTH;
  READABLE.lastIndex = 0;
  while (unread > 0 && room > 0 && READABLE.test(json)) {
    const start = READABLE.lastIndex;
    // Some servers send the arguments of a call as the object itself: its JSON is what others send as a text.
    const isObject = json[start] === '{' && json[start - 1] !== '"';
    const text = (isObject ? objectAt : stringAt)(json, start, unread);
    if (isObject) READABLE.lastIndex = start + text.length;
    unread -= text.length + 1;
    const line: string[] = [];
    for (const word of folded(text).split(/\s+/u)) {
      if (word === '' || (room <= SEARCHED_LENGTH - PHRASE_LENGTH && known.has(word))) continue;
      known.add(word);
      line.push(word.slice(0, room));
      room -= word.length + 1;
      if (room <= 0) break;
    }
    if (line.length > 0) lines.push(line.join(' '));
  }
  return lines.join('\n');
}

/** The text of a whole completion, as it is searched. */
export function searchTextOf({ messages, body }: { messages: string; body: string }): string {
  return `${searchText(messages)}\n${searchText(body)}`;
}

/** Shorter words have no trigram, so that no index finds them. */
const TRIGRAM = 3;

/** Whether it has a trigram at least. */
export function isTrigram(word: string): boolean {
  return Array.from(word).length >= TRIGRAM;
}

/** The words of a phrase, or a word, that an index finds. */
export function indexedParts(word: string): string[] {
  return word.split(' ').filter(isTrigram);
}

export function isIndexed(word: string): boolean {
  return indexedParts(word).length > 0;
}

/** The value of the JSON string whose text begins at `start`, cut at `limit` characters. */
function stringAt(json: string, start: number, limit: number): string {
  let end = start;
  for (let length = 0; length < limit && end < json.length && json[end] !== '"'; length++) {
    if (json[end] !== '\\') end += 1;
    else end += json[end + 1] === 'u' ? 6 : 2;
  }
  return JSON.parse(`"${json.slice(start, end)}"`) as string;
}

/** The JSON of the object that begins at `start`, cut at `limit` characters. */
function objectAt(json: string, start: number, limit: number): string {
  let [depth, isText] = [0, false];
  for (let end = start; end < json.length && end < start + limit; end += 1) {
    const code = json[end];
    if (isText && code === '\\') end += 1;
    else if (code === '"') isText = !isText;
    else if (!isText && (code === '{' || code === '[')) depth += 1;
    else if (!isText && (code === '}' || code === ']') && (depth -= 1) === 0)
      return json.slice(start, end + 1);
  }
  return json.slice(start, start + limit);
}
