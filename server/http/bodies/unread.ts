import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import { LONG } from '../../json/text';
import { overloaded } from '../errors';
import type { Pulse } from './pulse';
import { watchReaders } from './slow-readers';

/** An answer that somebody may have paid for, while it comes from its provider. */
export type Coming = {
  /** Resolves when more of it may be read; null: at once. */
  came: (bytes: number) => Promise<void> | null;
  /** No more of it comes. It keeps its room until its client has it. */
  end: () => void;
};

export type AnswerRoom = { enter(response: ServerResponse): Coming };

/** How long a provider is kept waiting at most: it would give up, and what was paid for with it. */
const MOST_WAIT_MS = 30_000;
type Waiting = { since: number; goOn: () => void };

/**
 * What is read here again and again, and taken by nobody, would fill the memory: large answers share `room`, in bytes,
 * until their clients have read them. When it is full, answers to GET are refused, those that may have been paid for come
 * one after the other, and slow readers make way. Streams wait for their readers, and so do files.
 */
export function limitUnread(app: FastifyInstance, room: number, pulse: Pulse): AnswerRoom {
  /** Bytes that have come whole and wait for their clients, and those that are still coming. */
  let held = 0;
  let arriving = 0;
  let isWanted = false;
  const readers = watchReaders(pulse.now);
  const paid = new WeakSet<ServerResponse>();
  const coming = new Map<Coming, Waiting | null>();

  /** The first only waits for what is held: what has come of it and the others leaves no sooner. */
  function isFull(one: Coming): boolean {
    const [first] = coming.keys();
    return held + (one === first ? 0 : arriving) > room;
  }

  function goOn(isFree: (one: Coming, waiting: Waiting) => boolean): void {
    for (const [one, waiting] of coming) {
      if (!waiting || !isFree(one, waiting)) continue;
      coming.set(one, null);
      waiting.goOn();
    }
  }

  function hold(size: number, response: ServerResponse): void {
    held += size;
    const leave = () => {
      held -= size;
      goOn((one) => !isFull(one));
    };
    if (response.destroyed) leave();
    else response.once('close', leave);
  }

  app.addHook('onSend', ({ method }, reply, payload, done) => {
    const size = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
    if (size <= LONG || method === 'HEAD' || reply.statusCode >= 400) return done(null, payload);
    const used = held + arriving;
    if (method === 'GET' && used > 0 && used + size > room) {
      isWanted = true;
      void reply.removeHeader('etag');
      return done(overloaded());
    }
    if (!paid.has(reply.raw)) hold(size, reply.raw);
    readers.watch(reply.raw);
    done(null, payload);
  });

  const stop = pulse.onBeat(() => {
    goOn((_, { since }) => pulse.now() - since >= MOST_WAIT_MS);
    readers.beat(isWanted || held > room);
    isWanted = false;
  });
  app.addHook('onClose', async () => stop());

  function enter(response: ServerResponse): Coming {
    let size = 0;
    const self: Coming = {
      came: (bytes) => {
        const former = size;
        size += bytes;
        if (size <= LONG) return null;
        arriving += former <= LONG ? size : bytes;
        if (former <= LONG) coming.set(self, null);
        if (!isFull(self)) return null;
        return new Promise((goOn) => coming.set(self, { since: pulse.now(), goOn }));
      },
      end: () => {
        if (!coming.delete(self)) return;
        arriving -= size;
        paid.add(response);
        hold(size, response);
        goOn((one) => !isFull(one));
      },
    };
    return self;
  }
  return { enter };
}
