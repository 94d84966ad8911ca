import { createParser } from 'eventsource-parser';
import type { ExchangeRecord } from '@/api/record-exchange';

export type WireEvent = { ms: number; name: string | null; data: string };

/** The events of a streamed body, each with the time at which its last piece came. */
export function wireEvents({ pieces }: ExchangeRecord): WireEvent[] {
  const events: WireEvent[] = [];
  let ms = 0;
  const parser = createParser({
    onEvent: ({ event, data }) => events.push({ ms, name: event ?? null, data }),
  });
  const decoder = new TextDecoder();
  for (const piece of pieces) {
    ms = piece.ms;
    parser.feed(decoder.decode(piece.bytes, { stream: true }));
  }
  // The last event may lack its blank line.
  parser.feed('\n\n');
  return events;
}

export function bodyText({ pieces }: ExchangeRecord): string {
  const decoder = new TextDecoder();
  const texts = pieces.map(({ bytes }) => decoder.decode(bytes, { stream: true }));
  return texts.join('') + decoder.decode();
}

export function isStreamed({ responseHeaders }: ExchangeRecord): boolean {
  const type = responseHeaders.find(([name]) => name === 'content-type')?.[1] ?? '';
  return type.startsWith('text/event-stream');
}
