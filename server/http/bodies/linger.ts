import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';
import type { Pulse } from './pulse';

/** How long a client may go on sending what nobody wants any more, and how long it may take nothing of its answer. */
const LINGER_MS = 5_000;
const UNREAD_MS = 60_000;

type Watched = {
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
 * would take the answer with it.
 */
export function closeConnections(app: FastifyInstance, pulse: Pulse): void {
  const sockets = new Map<Socket, Watched>();
  app.server.on('connection', (socket: Socket) => {
    const watched: Watched = { isCut: false, closedAt: null, taken: 0, since: pulse.now() };
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
  app.addHook('onRequest', async ({ raw: { socket } }, reply) => {
    if ((sockets.get(socket)?.closedAt ?? null) === null) return;
    // It came behind the last answer: nobody could be told what became of it.
    reply.hijack();
    socket.destroy();
  });
  app.addHook('onSend', async ({ raw }, reply) => {
    const watched = sockets.get(raw.socket);
    if (raw.complete || !watched) return;
    watched.isCut = true;
    void reply.header('connection', 'close');
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

/** Bytes that the client has taken, and that are left for it. Of one large piece only the handle knows. */
function takenOf(socket: Socket): { taken: number; left: number } {
  const handle: unknown = Reflect.get(socket, '_handle');
  const { bytesWritten, writeQueueSize } = objectOf(handle);
  return typeof bytesWritten === 'number' && typeof writeQueueSize === 'number'
    ? {
        taken: bytesWritten - writeQueueSize,
        left: Math.max(writeQueueSize, socket.writableLength),
      }
    : { taken: socket.bytesWritten - socket.writableLength, left: socket.writableLength };
}

/** Not `objectOr`, which takes objects of JSON alone: a handle is one of a class. */
function objectOf(handle: unknown): Partial<Record<'bytesWritten' | 'writeQueueSize', unknown>> {
  return typeof handle === 'object' && handle !== null ? handle : {};
}
