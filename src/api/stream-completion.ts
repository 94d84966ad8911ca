import { createEnd } from '#contract/fold/end';
import { readEvent } from '#contract/fold/read-event';
import { type JsonObject, objectsOf } from '#contract/json';
import { type ResponseInfo, responseInfo } from '@/api/answer';
import { ApiError } from '@/api/api-error';
import type { Client } from '@/api/client';
import { CREATE_TIMEOUT, type CreateOptions } from '@/api/create-completion';
import { brokenStream, invalidResponse } from '@/api/parse-json';
import { request } from '@/api/request';
import { readServerSentEvents } from '@/api/server-sent-events';
import type { Chunk, CreateParams } from '@/api/wire';

export type StreamOptions = CreateOptions & {
  /** Milliseconds without a byte, comments included, after which the stream counts as dead; default: never. */
  idleTimeout?: number;
};

/** `hasPlace: false`: only what has come by now, which rejects at its end unless it is all; the connection is free again. */
export type FollowOptions = StreamOptions & { hasPlace?: boolean };

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
  const expected = typeof params.n === 'number' ? params.n : 1;
  return request(client, call, options, async (response) => ({
    ...responseInfo(response),
    chunks: readChunks(response, options, expected),
  }));
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

export function followQuery({ hasPlace = true }: FollowOptions): URLSearchParams {
  return new URLSearchParams(hasPlace ? {} : { follow: 'false' });
}

/**
 * The chunks of an answer that has begun; they reject when it ends before it is complete. `expected`: the number of
 * choices that were asked for.
 */
export async function* readChunks(
  response: Response,
  options: StreamOptions,
  expected = 1,
): CompletionStream['chunks'] {
  const { headers, body } = response;
  const end = createEnd();
  let choices = expected;
  let isDone = false;
  try {
    for await (const event of readServerSentEvents(body ?? emptyBody(), options.idleTimeout)) {
      const read = readEvent(event, JSON.parse);
      isDone = read.kind === 'done';
      // The last event, which nothing ended, may be a part of one.
      if (isDone || (read.kind === 'unreadable' && event.isCut)) break;
      if (read.kind === 'unreadable') throw invalidResponse(headers);
      if (read.kind === 'error')
        throw new ApiError({ kind: 'event', ...read.error, body: read.body, headers });
      if (read.kind !== 'chunk') continue;
      // A server that does not stream answers with as many choices as it can make.
      if (event.isWhole) choices = 1;
      end.add(read.chunk);
      yield chunkOf(read.chunk);
    }
  } catch (cause) {
    options.signal?.throwIfAborted();
    throw cause instanceof ApiError ? cause : brokenStream(headers, cause);
  }
  const error = end.error();
  if (error) throw new ApiError({ kind: 'event', ...error, headers });
  // Servers other than OpenAI may leave out `[DONE]`; the finish reasons say as much.
  if (!end.isWhole(isDone, choices)) throw brokenStream(headers);
}

/** Some servers send entries of null, or no list at all. */
function chunkOf(chunk: JsonObject): Chunk {
  // The members that are read without a check are checked here; what else a chunk holds is folded as it comes.
  return { ...chunk, choices: objectsOf(chunk['choices']) } as Chunk;
}

function emptyBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() });
}
