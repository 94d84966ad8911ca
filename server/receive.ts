import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Config } from './config';
import { ApiFailure, unparsableJson, unsupportedContentType } from './errors';
import { createBudget } from './budget';
import { readBody, type JsonBody } from './json/read-body';

/**
 * Collects the bytes of a request body. Fails with 413 beyond the limit of one body, with 400 when the client breaks
 * off, with 503 when there was no room for it in time.
 */
export type Receive = (request: FastifyRequest, payload: IncomingMessage) => Promise<Buffer>;

/** Large bodies wait at their senders until there is room for them: memory is everyone's. */
export function createReceiver(app: FastifyInstance, config: Config): Receive {
  const { bodyLimit } = config;
  const budget = createBudget(config.bodyBudget, config.bodyPatience);
  const held = new WeakMap<FastifyRequest, number>();
  const gone = new WeakSet<FastifyRequest>();
  app.addHook('preParsing', async (request, reply) => {
    // A body is worked on until its answer has gone out.
    reply.raw.once('close', () => {
      gone.add(request);
      hold(request, 0);
    });
  });

  function hold(request: FastifyRequest, size: number): void {
    // Its client may leave while it waits in line.
    const kept = gone.has(request) ? 0 : size;
    budget.give((held.get(request) ?? 0) - kept);
    held.set(request, kept);
  }

  return async (request, payload) => {
    const declared = Number(request.headers['content-length'] ?? bodyLimit);
    if (declared > bodyLimit) throw tooLarge(bodyLimit);
    if (!(await budget.take(declared))) {
      // Read to its end, or the answer would be lost in the broken connection.
      await collect(payload, bodyLimit, () => undefined);
      throw overloaded();
    }
    held.set(request, declared);
    hold(request, declared);
    const chunks: Buffer[] = [];
    await collect(payload, bodyLimit, (chunk) => chunks.push(chunk));
    const body = Buffer.concat(chunks);
    hold(request, body.length);
    return body;
  };
}

/** All bodies of our own routes are JSON objects in UTF-8, sent as they are. */
export function readJsonBodies(app: FastifyInstance, receive: Receive): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage) => {
    // What comes with a DELETE means nothing, here as at OpenAI.
    if (request.method === 'DELETE') {
      payload.resume();
      return null;
    }
    const type = request.headers['content-type'] ?? '';
    if (!isJson(type)) throw unsupportedContentType(type);
    refuseEncoded(request);
    return readBody(await receive(request, payload));
  });
}

/** The body of a request that cannot do without one: a POST with none never reaches a parser. Fails with 400. */
export function bodyOf({ body }: FastifyRequest): JsonBody {
  if (body === undefined || body === null) throw unparsableJson();
  return body as JsonBody;
}

/** Fails with 415: a few compressed kilobytes can hold gigabytes, and no SDK compresses its requests. */
export function refuseEncoded({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() === 'identity') return;
  throw new ApiFailure(
    415,
    `Unsupported content encoding: '${encoding.slice(0, 100)}'. Send the body uncompressed.`,
    { code: 'unsupported_content_encoding' },
  );
}

function isJson(type: string): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(type.trim());
}

function collect(
  payload: IncomingMessage,
  limit: number,
  take: (chunk: Buffer) => void,
): Promise<void> {
  let size = 0;
  return new Promise((resolve, reject) => {
    payload.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return take(chunk);
      payload.removeAllListeners('data');
      reject(tooLarge(limit));
    });
    payload.on('end', resolve);
    payload.on('error', () => reject(unparsableJson()));
    if (payload.destroyed) reject(unparsableJson());
  });
}

function tooLarge(limit: number): ApiFailure {
  const size = limit >= MIB ? `${Math.floor(limit / MIB)} MiB` : `${limit} bytes`;
  return new ApiFailure(413, `The request body is too large. At most ${size} are accepted.`, {
    code: 'request_too_large',
  });
}

const MIB = 1024 * 1024;

function overloaded(): ApiFailure {
  return new ApiFailure(
    503,
    'The server is working on too many large requests right now. No model was called. Please try again.',
    { code: 'overloaded', headers: { 'retry-after': '1' } },
  );
}
