import { Worker } from 'node:worker_threads';
import { ApiFailure } from '../errors';
import { sourceThread } from '../source-thread';
import { WorkerLink } from '../store/worker-link';
import type { Failure, Outcome } from './aside-worker';
import { operations } from './operations';

type Operations = typeof operations;
type Aside = {
  [Name in keyof Operations]: (
    ...args: Parameters<Operations[Name]>
  ) => Promise<ReturnType<Operations[Name]>>;
};

/** In bytes: less is done before a thread would have been told of it. */
const NEAR = 64 * 1024;

/**
 * Reads what may be large where it holds nobody up: small bodies at once, large ones one after the other in a thread.
 * Fails as the operations do; with 503 when the thread could not bear what it was given.
 */
export const aside: Aside = {
  readObject: (bytes) => run('readObject', bytes.length, [bytes]),
  readCreate: (bytes, ...args) => run('readCreate', bytes.length, [bytes, ...args]),
  modelOf: (bytes) => run('modelOf', bytes.length, [bytes]),
  edit: async (bytes, edits) => bufferOf(await run('edit', bytes.length, [bytes, edits])),
  searchText: (text) => run('searchText', text.length, [text]),
  // It may have been paid for: whatever became of the thread, it is read.
  readAnswer: (bytes, reading) =>
    run('readAnswer', bytes.length, [bytes, reading]).catch(() =>
      operations.readAnswer(bytes, reading),
    ),
  answerDemo: (bytes, address) => run('answerDemo', bytes.length, [bytes, address]),
};

let link: WorkerLink | null = null;

async function run<Name extends keyof Operations>(
  name: Name,
  size: number,
  args: Parameters<Operations[Name]>,
): Promise<ReturnType<Operations[Name]>> {
  type Result = ReturnType<Operations[Name]>;
  if (size <= NEAR) return (operations[name] as (...args: unknown[]) => Result)(...args);
  link ??= new WorkerLink(spawn);
  const outcome = await link.call<Outcome>(name, args).catch(() => {
    throw unbearable();
  });
  if ('failure' in outcome) throw failureOf(outcome.failure);
  return outcome.value as Result;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function failureOf({ status, message, ...details }: Failure): ApiFailure {
  return new ApiFailure(status, message, details);
}

function unbearable(): ApiFailure {
  return new ApiFailure(
    503,
    'The server could not read this request: it is too complex, or others are. No model was called. Please send it in smaller parts.',
    { code: 'overloaded', headers: { 'retry-after': '1' } },
  );
}

/** Built, the worker lies beside the server's bundle. Nobody has to end it: it keeps no process alive. */
function spawn(): Worker {
  const worker = import.meta.url.endsWith('.ts')
    ? sourceThread(new URL('./aside-worker.ts', import.meta.url))
    : new Worker(new URL('./aside-worker.js', import.meta.url));
  worker.unref();
  return worker;
}
