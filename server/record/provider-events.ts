import { type AnswerEvent, eventsOfJson, eventsWithin, isJson } from '#contract/fold/answer-form';
import { createParser } from 'eventsource-parser';
import type { Answer } from '../providers/unpack';
import { MAX_ANSWER_BYTES } from '../providers/upstream';
import { upstreamInvalid } from '../providers/upstream-failures';
import { createUtf8Reader, type Utf8Reader } from './utf8-reader';

export type ProviderEvents = {
  /** As many events at a time as arrive together; an empty list says that something came. */
  batches: AsyncGenerator<AnswerEvent[]>;
  /** The last comment, for what the provider says while it keeps an answer waiting; null: none yet. */
  comment(): string | null;
  /** Whether all bytes so far were UTF-8. What was not is read as U+FFFD. */
  isUtf8(): boolean;
};

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
): AsyncGenerator<AnswerEvent[]> {
  const waiting: AnswerEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => waiting.push(...eventsWithin({ name: event, data })),
    onComment,
  });
  let json: string[] | null = null;
  let hasBegun = false;
  let size = 0;
  /** The line so far: the parser would look through all of it again with each piece. */
  const line: string[] = [];
  const arriving = response.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const bytes of arriving) {
    size += bytes.length;
    if (size > MAX_ANSWER_BYTES) throw upstreamInvalid('The stream of the provider is too long.');
    const text = utf8.read(bytes);
    if (!hasBegun && text.trim() !== '') {
      hasBegun = true;
      if (isJson(text)) json = [];
    }
    if (json) json.push(text);
    else {
      line.push(text);
      if (/[\r\n]/.test(text)) parser.feed(line.splice(0).join(''));
    }
    yield waiting.splice(0);
  }
  if (json) yield eventsOfJson(json.join(''));
  // A last event without its blank line still counts when its data is whole; the reader of the data decides.
  parser.feed(`${line.join('')}\n\n`);
  yield waiting;
}

/** One event, ready to be written. */
export function sseEvent(data: string): string {
  return `data: ${data.replaceAll('\n', '\ndata: ')}\n\n`;
}
