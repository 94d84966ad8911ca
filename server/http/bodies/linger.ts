import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Pulse } from './pulse';
import { takenOf } from './taken';

/** How long a client may go on sending what nobody wants any more, and how long it may take nothing of its answer. */
const LINGER_MS = 5_000;
const UNREAD_MS = 60_000;

type Watched = {
  /** The answer to the request that came last. */
  newest: ServerResponse | null;
  /** The request whose answer is the last one has not come to its end. */
  isCut: boolean;
  /** When the last answer was given. */
  closedAt: number | null;
  /** What the client has taken of its answers, and when that was last more. */
  taken: number;
  since: number;
};

/**
 * Connections end when their clients do not: whoever neither sends the rest of a body nor reads its answer is let go.
 * One that is closed while its client is still sending takes in what comes for a while, unread: a connection that breaks
 * would take the answer with it. Requests of one connection have their turns: what comes behind an answer that ends it, or
 * breaks it, is never begun.
 */
export function closeConnections(app: FastifyInstance, pulse: Pulse): void {
  const sockets = new Map<Socket, Watched>();
  /** The answer before each on its connection, where it is not yet over: to know more would keep all of them. */
  const waitsFor = new WeakMap<ServerResponse, ServerResponse>();
  app.server.on('connection', (socket: Socket) => {
    const watched: Watched = {
      newest: null,
      isCut: false,
      closedAt: null,
      taken: 0,
      since: pulse.now(),
    };
    sockets.set(socket, watched);
    socket.on('close', () => sockets.delete(socket));
    // What Node calls behind the last answer of a connection.
    const close = socket.destroySoon.bind(socket);
    socket.destroySoon = () => {
      if (!watched.isCut) return close();
      watched.closedAt = pulse.now();
      socket.end();
    };
  });
  app.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
    const watched = sockets.get(socket);
    if (!watched) return done();
    if (watched.newest?.closed === false) waitsFor.set(reply.raw, watched.newest);
    watched.newest = reply.raw;
    if (watched.closedAt === null) return done();
    // It came behind the last answer: nobody could be told what became of it.
    reply.hijack();
    socket.destroy();
    done();
  });
  // Not before its body has come: of a connection that nobody reads, its end would not be seen either.
  app.addHook('preHandler', ({ raw: { socket } }, reply, done) => {
    const before = waitsFor.get(reply.raw);
    waitsFor.delete(reply.raw);
    if (!before || before.closed) return done();
    before.once('close', () => {
      if (socket.writableEnded || socket.destroyed) reply.hijack();
      done();
    });
  });
  app.addHook('onSend', ({ raw }, reply, payload, done) => {
    const watched = raw.complete ? null : sockets.get(raw.socket);
    if (watched) {
      watched.isCut = true;
      void reply.header('connection', 'close');
    }
    done(null, payload);
  });
  const stop = pulse.onBeat(() => {
    for (const [socket, watched] of sockets)
      if (isOver(socket, watched, pulse.now())) socket.destroy();
  });
  app.addHook('onClose', async () => stop());
}

function isOver(socket: Socket, watched: Watched, now: number): boolean {
  const { taken, left } = takenOf(socket);
  if (left === 0 || taken !== watched.taken) Object.assign(watched, { taken, since: now });
  if (now - watched.since >= UNREAD_MS) return true;
  if (socket.writableEnded) watched.closedAt ??= now;
  // An answer that is being read may take its time.
  return left === 0 && watched.closedAt !== null && now - watched.closedAt >= LINGER_MS;
}
