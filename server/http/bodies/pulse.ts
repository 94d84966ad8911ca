import type { FastifyInstance } from 'fastify';
import { Passing } from '../../passing';

/** The time against which senders and readers are judged. Tests bring one that they move themselves. */
export type Pulse = {
  /** Milliseconds since any fixed moment. */
  now: () => number;
  /** Acts about once a second, until the function that it gives is called. */
  onBeat(act: () => void): () => void;
};

const BEAT_MS = 1_000;

/** A pulse that ends with the server. */
export function createPulse(app: FastifyInstance): Pulse {
  const acts = new Passing<number, () => void>();
  let count = 0;
  const timer = setInterval(() => {
    for (const act of acts.values()) act();
  }, BEAT_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  return {
    now: () => performance.now(),
    onBeat(act) {
      const key = (count += 1);
      acts.set(key, act);
      return () => void acts.delete(key);
    },
  };
}
