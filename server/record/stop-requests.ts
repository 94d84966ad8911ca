import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../parts';

const INTERVAL_MS = 300;

/**
 * Stops the answers of this process that someone asked another process to stop, on a database that several share.
 * Asks the database only while there is something to stop.
 */
export function obeyStopRequests(
  app: FastifyInstance,
  { config, store, runs }: Pick<AppParts, 'config' | 'store' | 'runs'>,
): void {
  if (config.database.kind !== 'postgres') return;
  let isAsking = false;
  const obey = async () => {
    if (isAsking || runs.all().length === 0) return;
    isAsking = true;
    try {
      for (const id of await store.stopRequests()) runs.ofCompletion(id)?.stop('user_stop');
    } catch (error) {
      app.log.warn({ err: error }, 'stop requests cannot be read');
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void obey(), INTERVAL_MS);
  timer.unref();
  // Until the last answer has ended, someone may want to stop it.
  app.addHook('onClose', async () => clearInterval(timer));
}
