import type { ServerResponse } from 'node:http';
import { takenOf } from './taken';

/** In bytes a second. Whoever takes less makes way for others who need the room. */
const SLOW = 64 * 1024;
const WINDOW_MS = 5_000;

type Reader = { since: number; taken: number; isSlow: boolean };

/** Watches how fast clients take their answers. `beat` is to be called about once a second. */
export function watchReaders(now: () => number) {
  const readers = new Map<ServerResponse, Reader>();
  return {
    watch(response: ServerResponse): void {
      const { taken } = takenOf(response.req.socket);
      readers.set(response, { since: now(), taken, isSlow: false });
      response.once('close', () => readers.delete(response));
    },
    beat(isRoomWanted: boolean): void {
      for (const [{ req }, reader] of readers) {
        const { taken } = takenOf(req.socket);
        const ms = now() - reader.since;
        if (ms >= WINDOW_MS) {
          const isSlow = ((taken - reader.taken) / ms) * 1_000 < SLOW;
          Object.assign(reader, { since: now(), taken, isSlow });
        }
        if (reader.isSlow && isRoomWanted) req.socket.destroy();
      }
    },
  };
}
