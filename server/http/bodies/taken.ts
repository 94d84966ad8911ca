import type { Socket } from 'node:net';

/** Bytes that the client has taken, and that are left for it. Of one large piece only the handle knows. */
export function takenOf(socket: Socket): { taken: number; left: number } {
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
