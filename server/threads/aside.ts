import { Worker } from 'node:worker_threads';
import { ApiFailure } from '../http/errors';
import { sourceThread } from './source-thread';
import { WorkerLink } from './worker-link';
import { LONG, type SharedText } from '../json/text';
import { hiderOf } from '../providers/quoted-keys';
import { preparedOf, unreadAnswer } from '../record/read-answer';
import { unreadable } from '../record/read-streamed';
import type { Failure, Outcome } from './aside-worker';
import { operations } from './operations';

type Operations = typeof operations;
type Aside = {
  [Name in keyof Operations]: (
    ...args: Parameters<Operations[Name]>
  ) => Promise<ReturnType<Operations[Name]>>;
};

/** In MB: a thread that needs more ends, and the server does not end with it. */
const MOST_MEMORY = 1_024;

/** In bytes: what waits for the thread is held in memory. */
const MOST_WAITING = 128 * 1024 * 1024;
const PAID = new Set<keyof typeof operations>([
  'readAnswer',
  'wholeEvent',
  'readLongEvent',
  'prepareStream',
  'preparedOf',
  'foldStretches',
  'readRefusal',
]);

/**
 * Reads what may be large where it holds nobody up: small bodies at once, large ones one after the other in a thread
 * that `start` begins. Fails as the operations do; with 503 when the thread could not bear what it was given.
 */
export function createAside(start: () => Worker, room = MOST_WAITING): Aside {
  const link = new WorkerLink(start);
  let waiting = 0;

  async function run<Name extends keyof Operations>(
    name: Name,
    size: number,
    args: Parameters<Operations[Name]>,
  ): Promise<ReturnType<Operations[Name]>> {
    type Result = ReturnType<Operations[Name]>;
    if (size <= LONG) return (operations[name] as (...args: unknown[]) => Result)(...args);
    // An answer may have been paid for.
    if (waiting > 0 && waiting + size > room && !PAID.has(name)) throw unbearable();
    waiting += size;
    const outcome = await link
      .call<Outcome>(name, args)
      .catch(() => {
        throw unbearable();
      })
      .finally(() => (waiting -= size));
    if ('failure' in outcome) throw failureOf(outcome.failure);
    return outcome.value as Result;
  }

  return {
    readObject: (bytes) => run('readObject', bytes.length, [bytes]),
    readCreate: (bytes, ...args) => run('readCreate', bytes.length, [bytes, ...args]),
    readRelayed: (bytes) => run('readRelayed', bytes.length, [bytes]),
    edit: (text, edits) => run('edit', sizeOf(text, edits), [text, edits]),
    detail: (row) => run('detail', row.body.length + row.request.length, [row]),
    messagePage: (id, messages, asked) =>
      run('messagePage', messages.length, [id, messages, asked]),
    searchText: (text, end) => run('searchText', text.length, [text, end]),
    readRefusal: (bytes) => run('readRefusal', bytes.length, [bytes]),
    readAnswer: (...args) =>
      twice(() => run('readAnswer', sizeOfAnswer(...args), args)).catch(() =>
        unreadAnswer(...args),
      ),
    wholeEvent: (text) => run('wholeEvent', text.length, [text]),
    readLongEvent: (event, secrets, shown) =>
      twice(() => run('readLongEvent', event.data.length, [event, secrets, shown])).catch(() =>
        unreadable(event, hiderOf(secrets)),
      ),
    foldStretches: (stretches, identity) => {
      return twice(() => run('foldStretches', sizeOfAll(stretches), [stretches, identity]));
    },
    prepareStream: (...args) =>
      twice(() => run('prepareStream', LONG + 1 + sizeOfAll(args[0]), args)),
    preparedOf: (ended, keep) =>
      run('preparedOf', ended.answer.length + keep.request.length, [ended, keep]).catch(() =>
        preparedOf(ended, keep),
      ),
    answerDemo: (bytes, address) => run('answerDemo', bytes.length, [bytes, address]),
  };
}

export const aside = createAside(spawn);

/** An answer may have been paid for: once more, should another one have ended the thread, and then it is kept as it came. */
function twice<T>(act: () => Promise<T>): Promise<T> {
  return act().catch(act);
}

function sizeOfAll(stretches: readonly SharedText[]): number {
  return stretches.reduce((sum, { length }) => sum + length, 0);
}

/** The parameters of its request are stored with it. */
function sizeOfAnswer(...[bytes, { keep }]: Parameters<Operations['readAnswer']>): number {
  return bytes.length + (keep?.request.length ?? 0);
}

function sizeOf(text: SharedText, edits: Record<string, SharedText | null>): number {
  return Object.values(edits).reduce((sum, each) => sum + (each?.length ?? 0), text.length);
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
  const resourceLimits = { maxOldGenerationSizeMb: MOST_MEMORY };
  const worker = import.meta.url.endsWith('.ts')
    ? sourceThread(new URL('./aside-worker.ts', import.meta.url), { resourceLimits })
    : new Worker(new URL('./aside-worker.js', import.meta.url), { resourceLimits });
  worker.unref();
  return worker;
}
