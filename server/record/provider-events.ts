import { eventsWithin, isJson, OBJECT_LINE } from '#contract/fold/answer-form';
import { createParser } from 'eventsource-parser';
import type { Answer } from '../providers/unpack';
import { MAX_ANSWER_BYTES } from '../providers/read-answer';
import { upstreamInvalid } from '../providers/upstream-failures';
import { createLongData, createText, eventsOfDocument, type ProviderEvent } from './long-data';
import { strayWords } from './stray-words';
import { createUtf8Reader, type Utf8Reader } from './utf8-reader';

export type ProviderEvents = {
  /** Some of the events that arrive together; an empty list says that something came. */
  batches: AsyncGenerator<ProviderEvent[]>;
  /** The last comment, for what the provider says while it keeps an answer waiting; null: none yet. */
  comment(): string | null;
  /** Whether all bytes so far were UTF-8. What was not is read as U+FFFD. */
  isUtf8(): boolean;
};

/** Between them others have their turn. */
const MOST_AT_ONCE = 64;

/**
 * The events of an answer, read by what it holds and not by its content type: events, one JSON document, or JSON line
 * by line. Ids are dropped. Fails when the connection breaks or the answer exceeds
 * {@link MAX_ANSWER_BYTES}. Whoever stops reading early still has to close the connection.
 */
export function providerEvents(response: Answer): ProviderEvents {
  const reader = createUtf8Reader();
  let comment: string | null = null;
  const onComment = (text: string) => (comment = text);
  return {
    batches: read(response, reader, onComment),
    comment: () => comment,
    isUtf8: () => reader.isUtf8(),
  };
}

async function* read(
  response: Answer,
  utf8: Utf8Reader,
  onComment: (text: string) => void,
): AsyncGenerator<ProviderEvent[]> {
  const waiting: ProviderEvent[] = [];
  const long = createLongData();
  let hasEvents = false;
  /** Lines that are no fields of events. */
  let stray = '';
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const all = long.dataOf(data);
      if (typeof all !== 'string') waiting.push({ name: event, data: all });
      // One by one: a call takes only so many arguments.
      else for (const each of eventsWithin({ name: event, data: all })) waiting.push(each);
    },
    // No field of an event: some servers write their error there, bare.
    onError: ({ line = '' }) => {
      if (OBJECT_LINE.test(line)) waiting.push({ data: line });
      else if (stray.length < MOST_STRAY) stray += `${line}\n`;
    },
    onComment,
  });
  let isDocument: boolean | null = null;
  let size = 0;
  /** The document, or the line, so far: the parser would look through all of it again with each piece. */
  const last = createText();
  const arriving = response.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const bytes of arriving) {
    size += bytes.length;
    if (size > MAX_ANSWER_BYTES) throw upstreamInvalid('The stream of the provider is too long.');
    const text = utf8.read(bytes);
    if (isDocument === null && text.trim() !== '') isDocument = isJson(text);
    const [lines, ended] = isDocument ? [0, 0] : [endOfLines(text), endOfLines(bytes)];
    if (lines > 0) {
      const rest = text.slice(0, lines);
      if (last.isLong()) {
        last.add('', bytes.subarray(0, bytes.findIndex(isLineEnd)));
        parser.feed((await long.line(last)) + rest.slice(text.search(LINE_END)));
      } else parser.feed(last.text() + rest);
      last.clear();
    }
    if (ended < bytes.length) last.add(text.slice(lines), bytes.subarray(ended));
    hasEvents ||= waiting.length > 0;
    for (const events of batchesOf(waiting.splice(0))) yield events;
  }
  // A last event without its blank line still counts when its data is whole; the reader of the data decides.
  if (!isDocument) parser.feed(`${last.isLong() ? await long.line(last) : last.text()}\n\n`);
  const rest = isDocument ? await eventsOfDocument(last) : waiting;
  hasEvents ||= rest.length > 0;
  for (const events of batchesOf(rest)) yield events;
  // Neither events nor JSON, but perhaps words.
  const words = hasEvents ? null : strayWords(stray);
  if (words !== null) yield [{ name: 'error', data: words }];
}

/** UTF-16 units. */
const MOST_STRAY = 20_000;

const LINE_END = /[\r\n]/;
const isLineEnd = (byte: number) => byte === 0x0a || byte === 0x0d;

/** Where the last line that has ended does. */
function endOfLines(text: string | Buffer): number {
  const end = text.lastIndexOf('\n') + 1;
  // Most pieces end with a line: they need not be searched for another kind of end.
  return end === text.length ? end : Math.max(end, text.lastIndexOf('\r') + 1);
}

/** Not a generator: to delegate to one from another that is async costs more than to read an event. */
function batchesOf(events: ProviderEvent[]): ProviderEvent[][] {
  if (events.length <= MOST_AT_ONCE) return [events];
  const count = Math.ceil(events.length / MOST_AT_ONCE);
  return Array.from({ length: count }, (_, at) =>
    events.slice(at * MOST_AT_ONCE, (at + 1) * MOST_AT_ONCE),
  );
}

/** One event, ready to be written. */
export function sseEvent(data: string): string {
  return `data: ${data.replaceAll('\n', '\ndata: ')}\n\n`;
}
