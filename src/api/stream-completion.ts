import { type ResponseInfo, responseInfo } from '@/api/answer';
import { ApiError } from '@/api/api-error';
import type { Client } from '@/api/client';
import { asCompletion } from '@/api/exchange';
import { CREATE_TIMEOUT, type CreateOptions } from '@/api/create-completion';
import { errorFields } from '@/api/error-response';
import { invalidResponse, parseJson } from '@/api/parse-json';
import { request } from '@/api/request';
import { readServerSentEvents } from '@/api/server-sent-events';
import type { Chunk, Completion, CreateParams } from '@/api/wire';
import { asRecord } from '@/lib/as-record';

export type StreamOptions = CreateOptions & {
  /** Milliseconds without a byte, comments included, after which the stream counts as dead; default: never. */
  idleTimeout?: number;
};

export type CompletionStream = ResponseInfo & {
  /** To be read once. Stopping early closes the connection, as aborting the signal does. */
  chunks: AsyncGenerator<Chunk, void, undefined>;
};

/**
 * Asks for a completion in pieces (`createChatCompletion` with `stream: true`). Resolves when the answer begins; its
 * chunks end only after a complete answer, else they reject: a truncated answer never looks complete.
 */
export async function streamCompletion(
  client: Client,
  params: CreateParams,
  options: StreamOptions = {},
): Promise<CompletionStream> {
  const call = {
    method: 'POST',
    path: client.completionsPath,
    body: { ...params, stream: true },
    headers: streamHeaders(client),
    isRepeatable: false,
    timeout: CREATE_TIMEOUT,
  } as const;
  return request(client, call, options, async (response) => {
    const info = responseInfo(response);
    const isJson = /^application\/json\b/i.test(response.headers.get('content-type') ?? '');
    const chunks = isJson
      ? onlyChunk(await response.text(), response)
      : readChunks(response, options);
    return { ...info, chunks };
  });
}

/**
 * Our own server is asked for comments while a model is silent, so that no proxy closes the stream. Another server is
 * not: a browser would first ask it whether the header may come.
 */
export function streamHeaders({ baseUrl }: Client): Record<string, string> {
  const isOurs = baseUrl.startsWith('/');
  return {
    accept: 'text/event-stream, application/json',
    ...(isOurs && { 'x-keep-alive': 'comments' }),
  };
}

/** The chunks of an answer that has begun; they reject when it ends before it is complete. */
export async function* readChunks(
  response: Response,
  options: StreamOptions,
): CompletionStream['chunks'] {
  const { headers, body } = response;
  const isFinished = new Map<number, boolean>();
  try {
    for await (const event of readServerSentEvents(body ?? emptyBody(), options.idleTimeout)) {
      if (event.data.trim() === '[DONE]') return;
      const chunk = event.isCut ? cutChunk(event.data) : parseChunk(event, headers);
      if (chunk === null) break;
      for (const { index, finish_reason } of chunk.choices) {
        isFinished.set(index, finish_reason != null || isFinished.get(index) === true);
      }
      yield chunk;
    }
  } catch (cause) {
    options.signal?.throwIfAborted();
    throw cause instanceof ApiError ? cause : brokenStream(headers, cause);
  }
  // Servers other than OpenAI may leave out `[DONE]`; the finish reasons say as much.
  const isComplete = isFinished.size > 0 && [...isFinished.values()].every(Boolean);
  if (!isComplete) throw brokenStream(headers);
}

function parseChunk(event: { name: string | undefined; data: string }, headers: Headers): Chunk {
  const value = asRecord(parseJson(event.data, headers));
  if (!value) throw invalidResponse(headers);
  if (event.name === 'error' || (value.error !== undefined && value.error !== null)) {
    const message = 'The server reported an error in the middle of the answer.';
    throw new ApiError({ kind: 'event', message, ...errorFields(value), body: value, headers });
  }
  const choices = Array.isArray(value.choices) ? value.choices : [];
  for (const choice of choices.map(asRecord)) {
    if (!choice) throw invalidResponse(headers);
    // A choice that only says why it ended may come without a delta, or with null.
    choice.delta ??= {};
  }
  // What else a chunk holds is merged as it comes.
  return { ...value, choices } as Chunk;
}

/** The last event, which nothing ended: whole if its JSON is. */
function cutChunk(data: string): Chunk | null {
  try {
    return parseChunk({ name: undefined, data }, new Headers());
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'invalid_response') return null;
    throw error;
  }
}

/** Servers that cannot stream answer in one piece: the whole completion becomes one chunk. */
async function* onlyChunk(text: string, { headers }: Response): CompletionStream['chunks'] {
  const value = parseJson(text, headers);
  const completion = asCompletion(value);
  if (!completion) {
    parseChunk({ name: undefined, data: text }, headers);
    throw invalidResponse(headers);
  }
  yield chunkOf(completion);
}

function chunkOf(completion: Completion): Chunk {
  const choices = completion.choices.map(({ message, ...choice }) => {
    const tool_calls = message.tool_calls?.map((call, index) => ({ ...call, index }));
    return { ...choice, delta: { ...message, ...(tool_calls && { tool_calls }) } };
  });
  // A message has the fields of a delta; only tool calls differ, by their index.
  return { ...completion, object: 'chat.completion.chunk', choices } as unknown as Chunk;
}

function emptyBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() });
}

function brokenStream(headers: Headers, cause?: unknown): ApiError {
  const message = 'The connection broke before the answer was complete.';
  return new ApiError({ kind: 'broken_stream', message, headers, cause });
}
