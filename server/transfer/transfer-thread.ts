import { Worker } from 'node:worker_threads';
import { sourceThread } from '../threads/source-thread';
import { WorkerLink } from '../threads/worker-link';
import type { operations } from './transfer-worker';

/** A thread that reads and writes the lines of one transfer; whatever a file does to it, the server goes on. */
export type TransferThread = Pick<Promised<typeof operations>, 'write' | 'readLines'> & {
  close(): Promise<void>;
};

type Promised<O> = {
  [Name in keyof O]: O[Name] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<R>
    : never;
};

export function startTransferThread(): TransferThread {
  const link = new WorkerLink(spawn);
  return {
    write: (...args) => link.call('write', args),
    readLines: (...args) => link.call('readLines', args),
    close: () => link.close(),
  };
}

/** Built, the worker lies beside the server's bundle. */
function spawn(): Worker {
  return import.meta.url.endsWith('.ts')
    ? sourceThread(new URL('./transfer-worker.ts', import.meta.url))
    : new Worker(new URL('./transfer-worker.js', import.meta.url));
}
