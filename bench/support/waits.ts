import { fork } from 'node:child_process';

/** What is asked again and again, by one who is in no hurry. */
export type Probe = { url: string; body?: string; pid?: number };
/** In milliseconds: the longest wait, and the most time that the main thread of `pid` worked during a wait. */
export type Wait = { longest: number; worked: number };

/**
 * Measures in a process of its own how long each probe waits, each on a connection of its own, until the function is
 * called that this resolves with.
 */
export function startWaiting(probes: Probe[]): Promise<() => Promise<Wait[]>> {
  const child = fork('bench/support/waits-process.ts', { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve) => {
    child.once('message', () =>
      resolve(
        () =>
          new Promise((waits) => {
            child.once('message', (message) => waits(message as Wait[]));
            child.send('stop');
          }),
      ),
    );
    child.send(probes);
  });
}
