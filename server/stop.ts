import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppParts } from './parts';

/** How long an answer that was stopped may take to be kept, and its last event to reach the client. */
const GRACE_MS = 2_000;
const SWEEP_MS = 100;

/**
 * Stops in order: no new connections, running answers may end for the drain time of the configuration, what still runs
 * is kept as incomplete (`server_restart`), then connections and store close. Resolves when nothing is left.
 */
export async function stopServer(
  app: FastifyInstance,
  { config, runs, store }: Pick<AppParts, 'config' | 'runs' | 'store'>,
): Promise<void> {
  const closed = app.close();
  // A client may hold its connection open long after its last answer.
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
  // An answer may go on without a client: then no connection tells that it is still running.
  await within(
    config.drainTimeout,
    closed.then(() => runsEnded(runs)),
  );
  for (const run of runs.all()) run.stop('server_restart');
  await within(GRACE_MS, Promise.all([runsEnded(runs), closed]));
  app.server.closeAllConnections();
  await closed;
  clearInterval(sweep);
  await store.close();
}

async function runsEnded(runs: AppParts['runs']): Promise<void> {
  await Promise.allSettled(runs.all().map((run) => run.done));
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([work, late]);
  timer.abort();
}
