import { objectOr } from '#contract/json';
import { parentPort } from 'node:worker_threads';
import { ApiFailure } from '../http/errors';
import { bufferOf } from '../json/text';
import { type Call, type Reply, toWireError } from './worker-link';
import { operations } from './operations';

/** What came of a call: failures of a request keep all that their answer has. */
export type Outcome = { value: unknown } | { failure: Failure };
export type Failure = Pick<ApiFailure, 'status' | 'message' | 'body' | 'code' | 'headers'>;

const port = parentPort;
if (!port) throw new Error('aside-worker runs only as a worker thread');

port.on('message', ({ call, name, args }: Call) => {
  const reply = answer(call, name as keyof typeof operations, args);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  port.postMessage(reply, givenAway(reply));
});

function answer(call: number, name: keyof typeof operations, args: unknown[]): Reply {
  try {
    const act = operations[name] as (...args: unknown[]) => unknown;
    return { call, value: { value: act(...args.map(received)) } satisfies Outcome };
  } catch (error) {
    if (!(error instanceof ApiFailure)) return { call, error: toWireError(error) };
    const { status, message, body, code, headers } = error;
    return { call, value: { failure: { status, message, body, code, headers } } satisfies Outcome };
  }
}

/** Bytes that nobody here needs any more: they move instead of being copied. What is shared can not. */
function givenAway(reply: Reply): ArrayBuffer[] {
  const { value } = 'value' in reply ? (reply.value as { value?: unknown }) : {};
  const members = value instanceof Uint8Array ? [value] : Object.values(objectOr(value));
  return members.flatMap((each) =>
    each instanceof Uint8Array && each.buffer instanceof ArrayBuffer ? [each.buffer] : [],
  );
}

/** Buffers come as plain arrays of bytes. */
function received(value: unknown): unknown {
  return value instanceof Uint8Array ? bufferOf(value) : value;
}
