import { createParser } from 'eventsource-parser';
import type { IncomingMessage } from 'node:http';
import { MAX_ANSWER_BYTES, upstreamInvalid } from '../providers/upstream';

/**
 * The data of the events of an upstream stream, as many at a time as arrive together; names, ids and comments of the
 * provider are dropped (an empty list says that something came). Fails when the connection breaks or the stream exceeds
 * {@link MAX_ANSWER_BYTES}. Whoever stops reading early still has to close the connection.
 */
export async function* sseEvents(response: IncomingMessage): AsyncGenerator<string[]> {
  const waiting: string[] = [];
  const parser = createParser({ onEvent: (event) => waiting.push(event.data) });
  const decoder = new TextDecoder();
  let size = 0;
  const arriving = response.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const bytes of arriving) {
    size += bytes.length;
    if (size > MAX_ANSWER_BYTES) throw upstreamInvalid('The stream of the provider is too long.');
    parser.feed(decoder.decode(bytes, { stream: true }));
    yield waiting.splice(0);
  }
  // A last event without its blank line still counts when its data is whole; the reader of the data decides.
  parser.feed('\n\n');
  yield waiting;
}

/** One event, ready to be written. */
export function sseEvent(data: string): string {
  return `data: ${data.replaceAll('\n', '\ndata: ')}\n\n`;
}
