import type { IncomingMessage } from 'node:http';
import { createPace, SLOWEST } from './pace';
import type { Pulse } from './pulse';

/** A body that is passed on as it comes. */
export type Arrival = {
  /** Its sender has sent next to nothing for a second or two, though everything that it sent has been taken. */
  isStalled(): boolean;
};

/** How long a sender is watched before it counts as slow. */
const WINDOW_MS = 60_000;

/** Watches a body until it is whole, and tells when it comes too slowly; time in which nobody takes it does not count. */
export function watchArrival(
  message: IncomingMessage,
  pulse: Pulse,
  onTooSlow: () => void,
): Arrival {
  const pace = createPace(pulse.now, WINDOW_MS);
  const { socket } = message;
  let read = socket.bytesRead;
  let isStalled = false;
  const stop = pulse.onBeat(() => {
    if (isWhole(message)) return end();
    const came = socket.bytesRead - read;
    read = socket.bytesRead;
    pace.came(came);
    const isHeldBack = message.readableLength > 0;
    isStalled = !isHeldBack && came < SLOWEST;
    if (isHeldBack) pace.excuse();
    else if (pace.isTooSlow()) {
      end();
      onTooSlow();
    }
  });
  function end(): void {
    stop();
    isStalled = false;
  }
  message.once('close', end);
  return { isStalled: () => isStalled && !isWhole(message) };
}

function isWhole(message: IncomingMessage): boolean {
  return message.complete || message.readableEnded || message.destroyed;
}
