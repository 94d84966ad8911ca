import { type AnswerEvent, eventsOfJson, eventsWithin, isJson } from '#contract/fold/answer-form';
import { createParser } from 'eventsource-parser';
import { ApiError } from '@/api/api-error';

export type ServerSentEvent = AnswerEvent & {
  /** The stream ended within this event: what came of it may be all, or a part. */
  isCut: boolean;
};

/** A longer event is an attack or a fault; in UTF-16 units. */
const LONGEST_EVENT = 64 * 1024 * 1024;

/**
 * Reads events off a body as they arrive, whatever its line ends, comments and splits. A body that is JSON, whole or
 * line by line, becomes the events that it stands for. Closes the body when the
 * caller stops early. Rejects as the body does, and with a timeout after `idleTimeout` milliseconds without a byte.
 */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
  idleTimeout?: number,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const reader = body.getReader();
  const decode = lineDecoder();
  let ready: ServerSentEvent[] = [];
  let isEnd = false;
  // Null until the first text tells that the body is JSON.
  let json: string | null = null;
  let hasBegun = false;
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent: ({ event, data }) => {
      for (const each of eventsWithin({ name: event, data })) ready.push({ ...each, isCut: isEnd });
    },
    onError: (error) => {
      if (error.type !== 'max-buffer-size-exceeded') return;
      const message = 'The server sent an event of more than 64 MiB.';
      throw new ApiError({ kind: 'invalid_response', message });
    },
  });
  try {
    while (!isEnd) {
      const { done, value } = await readWithin(reader, idleTimeout);
      const text = decode(value);
      if (!hasBegun && text.trim() !== '') {
        hasBegun = true;
        if (isJson(text)) json = '';
      }
      if (json === null) parser.feed(text);
      else json += text;
      if (done) {
        isEnd = true;
        // Many servers leave out the blank line after their last event.
        parser.feed('\n\n');
        if (json !== null) ready = eventsOfJson(json).map((event) => ({ ...event, isCut: false }));
      }
      const events = ready;
      ready = [];
      yield* events;
    }
  } finally {
    // The outcome is settled by now; a body that broke rejects here once more.
    reader.cancel().catch(() => undefined);
  }
}

/**
 * Decodes UTF-8 however it is split, and makes CR and CRLF plain LF: the parser would hold back a last CR until it
 * knows that no LF follows, and with it a finished event.
 */
function lineDecoder(): (bytes: Uint8Array | undefined) => string {
  const decoder = new TextDecoder();
  let endedInCr = false;
  return (bytes) => {
    let text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    if (text === '') return '';
    if (endedInCr && text.startsWith('\n')) text = text.slice(1);
    endedInCr = text.endsWith('\r');
    return text.replace(/\r\n?/g, '\n');
  };
}

function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  milliseconds: number | undefined,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  if (milliseconds === undefined) return reader.read();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const message = `The answer stopped: nothing came for ${Math.round(milliseconds / 1000)} seconds.`;
      reject(new ApiError({ kind: 'timeout', message }));
    }, milliseconds);
    reader
      .read()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
