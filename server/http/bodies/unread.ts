import type { FastifyInstance } from 'fastify';
import { LONG } from '../../json/text';
import { overloaded } from '../errors';

/**
 * What is read here again and again, and taken by nobody, would fill the memory: large answers to GET share `room`, in
 * bytes, until they are read. Those that somebody may have paid for are not refused, and files are streams.
 */
export function limitUnread(app: FastifyInstance, room: number): void {
  let unread = 0;
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' || reply.statusCode >= 400) return payload;
    const size = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
    if (size <= LONG) return payload;
    if (unread > 0 && unread + size > room) {
      void reply.removeHeader('etag');
      throw overloaded();
    }
    unread += size;
    reply.raw.once('close', () => (unread -= size));
    return payload;
  });
}
