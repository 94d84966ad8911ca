import { fork } from 'node:child_process';

/** What is asked again and again, by one who is in no hurry. */
export type Probe = { url: string; body?: string };

/**
 * Measures in a process of its own how many milliseconds each probe waits at most, each on a connection of its own, until the function is
 * called that this resolves with.
 */
export function startWaiting(probes: Probe[]): Promise<() => Promise<number[]>> {
  const child = fork('bench/support/waits-process.ts', { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve) => {
    child.once('message', () =>
      resolve(
        () =>
          new Promise((waits) => {
            child.once('message', (message) => waits(message as number[]));
            child.send('stop');
          }),
      ),
    );
    child.send(probes);
  });
}
