import { parentPort, workerData } from 'node:worker_threads';
import { type Call, type Reply, toWireError } from '../../../threads/worker-link';
import { Indexer } from './indexer';

export type IndexWorkerData = { file: string };

/** Milliseconds between two tries to empty the index's log, while searches read it. */
const AGAIN_MS = 500;

const port = parentPort;
if (!port) throw new Error('index-worker runs only as a worker thread');
const { file } = workerData as IndexWorkerData;
let indexer: Indexer | null = null;
let again: NodeJS.Timeout | undefined;

const operations = {
  open: (opened: Indexer) => opened.open(),
  step: (opened: Indexer) => opened.step(),
  waiting: (opened: Indexer) => opened.waiting(),
  remake: (opened: Indexer) => opened.remake(),
  settle(opened: Indexer) {
    opened.settle();
    emptyLater(opened);
  },
};

export type IndexOperations = typeof operations;

port.on('message', (call: Call) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  port.postMessage(reply(call));
  if (call.name === 'close') port.close();
});

function reply({ call, name }: Call): Reply {
  try {
    if (name === 'close') {
      clearTimeout(again);
      indexer?.close();
      return { call, value: undefined };
    }
    // The only caller shares these names.
    const operation = operations[name as keyof IndexOperations];
    return { call, value: operation((indexer ??= new Indexer(file))) };
  } catch (error) {
    return { call, error: toWireError(error) };
  }
}

function emptyLater(opened: Indexer): void {
  if (again || opened.emptyLog()) return;
  again = setTimeout(() => {
    again = undefined;
    emptyLater(opened);
  }, AGAIN_MS);
}
