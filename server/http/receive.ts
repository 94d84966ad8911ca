import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { createPace } from './bodies/pace';
import type { Pulse } from './bodies/pulse';
import { type Guest, type Rooms } from './bodies/room';
import type { Config } from '../config';
import { ApiFailure, overloaded, unparsableJson, unsupportedContentType } from './errors';
import { joined } from '../json/text';
import { aside } from '../threads/aside';
import type { JsonBody } from '../json/read-body';

/**
 * Collects the bytes of a request body. Fails with 413 beyond the limit of its route, with 400 when the client breaks
 * off, with 408 when it is too slow, with 503 when there is no room for it.
 */
export type Receive = (request: FastifyRequest, payload: IncomingMessage) => Promise<Buffer>;

/** How long a sender is watched before it counts as slow. */
const WINDOW_MS = 10_000;

/** Memory is everyone's: what came of bodies, and is being worked on, shares rooms of a fixed size. */
export function createReceiver(
  app: FastifyInstance,
  { config, pulse, rooms }: { config: Config; pulse: Pulse; rooms: Rooms },
): Receive {
  const connections = createCounts();
  const { gone, leaving } = watchLeaving(app);
  return (request, payload) =>
    new Promise((resolve, reject) => {
      const limit = request.routeOptions.bodyLimit ?? config.bodyLimit;
      if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
      const { socket } = request.raw;
      const pace = createPace(pulse.now, WINDOW_MS);
      let chunks: Buffer[] = [];
      let size = 0;
      let waitsSince: number | null = null;
      const guest: Guest = {
        isWhole: false,
        bytes: 0,
        perSecond: () => (waitsSince === null ? pace.perSecond() : Infinity),
        refuse: () => fail(overloaded()),
        pause() {
          waitsSince = pulse.now();
          payload.pause();
        },
        goOn() {
          waitsSince = null;
          pace.excuse();
          payload.resume();
        },
      };
      const stop = pulse.onBeat(() => {
        if (waitsSince === null) {
          if (pace.isTooSlow()) fail(tooSlow());
        } else if (pulse.now() - waitsSince >= config.bodyPatience) fail(overloaded());
      });
      leaving.set(request, () => {
        leaving.delete(request);
        rooms.leave(guest);
        connections.add(socket, -size);
        size = 0;
      });

      function take(chunk: Buffer): void {
        size += chunk.length;
        chunks.push(chunk);
        pace.came(chunk.length);
        if (size > limit) return fail(tooLarge(limit));
        rooms.enter(guest, chunk.length);
        // Many requests may come over one connection before the first is answered.
        if (connections.add(socket, chunk.length) > config.bodyLimit + config.bodyReserve)
          fail(overloaded());
      }

      function end(): void {
        stop();
        payload.removeListener('data', take);
        guest.isWhole = true;
        if (gone.has(request)) leaving.get(request)?.();
      }

      /** What still comes is read and forgotten, or the answer would be lost in a broken connection. */
      function fail(error: ApiFailure): void {
        end();
        chunks = [];
        leaving.get(request)?.();
        payload.resume();
        reject(error);
      }

      payload.on('data', take);
      payload.on('end', () => {
        end();
        resolve(joined(chunks, size));
        chunks = [];
      });
      payload.on('error', () => fail(unparsableJson()));
      payload.on('close', () => !guest.isWhole && fail(unparsableJson()));
      if (payload.destroyed) fail(unparsableJson());
    });
}

/** A body is worked on until its answer has gone out: then it leaves. */
function watchLeaving(app: FastifyInstance) {
  const gone = new WeakSet<FastifyRequest>();
  const leaving = new WeakMap<FastifyRequest, () => void>();
  app.addHook('preParsing', (request, reply, payload, done) => {
    reply.raw.once('close', () => {
      gone.add(request);
      leaving.get(request)?.();
    });
    done(null, payload);
  });
  return { gone, leaving };
}

/** Bytes by connection; those that come back to 0 are forgotten. */
function createCounts() {
  const counts = new Map<Socket, number>();
  return {
    add(key: Socket, more: number): number {
      const count = (counts.get(key) ?? 0) + more;
      if (count > 0) counts.set(key, count);
      else counts.delete(key);
      return count;
    },
  };
}

/** All bodies of our own routes are JSON objects in UTF-8, sent as they are; `read` makes a request's body of one. */
export function readJsonBodies(
  app: FastifyInstance,
  receive: Receive,
  read: (bytes: Buffer) => unknown = aside.readObject,
): void {
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
    return read(await receive(request, payload));
  });
}

/** The body of a request that cannot do without one: a POST with none never reaches a parser. Fails with 400. */
export function bodyOf({ body }: FastifyRequest): Pick<JsonBody, 'value'> {
  if (body === undefined || body === null) throw unparsableJson();
  return body as Pick<JsonBody, 'value'>;
}

/** The query of an address. */
export function queryOf({ query }: FastifyRequest): URLSearchParams {
  // The app has it read so (`querystringParser`).
  return query as URLSearchParams;
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

/** Less than 1 KiB a second for as long as its sender was watched. `what` happened with what had come. */
export function tooSlow(what = 'Nothing of it was used, and no model was called.'): ApiFailure {
  return new ApiFailure(
    408,
    `The request body came too slowly: less than 1 KiB a second. ${what} Please send it again over a faster connection.`,
    { code: 'request_too_slow' },
  );
}

function isJson(type: string): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(type.trim());
}

function tooLarge(limit: number): ApiFailure {
  const size =
    limit >= MIB
      ? `${Math.floor(limit / MIB)} MiB`
      : limit % KIB === 0
        ? `${limit / KIB} KiB`
        : `${limit} bytes`;
  return new ApiFailure(413, `The request body is too large. At most ${size} are accepted.`, {
    code: 'request_too_large',
  });
}

const KIB = 1024;
const MIB = 1024 * KIB;
