import { parentPort } from 'node:worker_threads';
import { type Call, type Reply, toWireError } from '../threads/worker-link';
import { write } from './formats';
import { readLines } from './read-lines';

// Reading and writing files in a thread of its own: lines come by the million, and one may have 40 MB.

export const operations = { write, readLines, close: () => undefined };

const port = parentPort;
if (!port) throw new Error('transfer-worker runs only as a worker thread');

port.on('message', ({ call, name, args }: Call) => {
  port.postMessage(answer(call, name as keyof typeof operations, args));
  if (name === 'close') port.close();
});

function answer(call: number, name: keyof typeof operations, args: unknown[]): Reply {
  try {
    // The thread's methods are the only callers and share these types.
    return {
      call,
      value: (operations[name] as (...args: never[]) => unknown)(...(args as never[])),
    };
  } catch (error) {
    return { call, error: toWireError(error) };
  }
}
