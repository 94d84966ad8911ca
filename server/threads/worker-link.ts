import type { Worker } from 'node:worker_threads';
import { Passing } from '../passing';
import type { AuditLine } from '../store/audit';
import {
  NameTaken,
  PositionTaken,
  StoreFault,
  StoreRefused,
  StoreUnavailable,
  UnknownCursor,
} from '../store/errors';

/** `line` is for the audit log, written with what the call does. */
export type Call = { call: number; name: string; args: unknown[]; line?: AuditLine | undefined };
/** `isHeld`: something must be done before it is told, see {@link WorkerLink}. */
export type Reply = { call: number; isHeld?: true } & ({ value: unknown } | { error: WireError });

/** Errors keep their class across the thread border by name; the cause is for the log only. */
export type WireError = {
  name: string;
  message: string;
  cause?: string | undefined;
  code?: string | undefined;
  kind?: StoreRefused['kind'];
};

/** Milliseconds in which a thread that has answered `close`, and closed its port, ends by itself. */
const ENDS_WITHIN = 2_000;

type Pending = { resolve: (value: never) => void; reject: (error: Error) => void };

const errorClasses = {
  NameTaken,
  PositionTaken,
  StoreFault,
  StoreRefused,
  StoreUnavailable,
  UnknownCursor,
};

export function toWireError(error: unknown): WireError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const code = cause && 'code' in cause ? String(cause.code) : undefined;
  return {
    name: error.name,
    message: error.message,
    cause: cause && (code === undefined ? '' : `${code}: `) + cause.message,
    code,
    kind: error instanceof StoreRefused ? error.kind : null,
  };
}

function fromWireError({ name, message, cause, code, kind }: WireError): Error {
  const known = Object.entries(errorClasses).find(([className]) => className === name)?.[1];
  const below = cause === undefined ? undefined : new Error(cause);
  if (below && code !== undefined) Object.assign(below, { code });
  const error = new (known ?? Error)(message, below && { cause: below });
  if (error instanceof StoreRefused) error.kind = kind ?? null;
  return error;
}

/**
 * Calls into a worker thread, which starts with the first call. When the thread dies, every call in flight rejects with
 * {@link StoreUnavailable} and the next call starts a new thread.
 */
export class WorkerLink {
  readonly #spawn: () => Worker;
  readonly #hold: () => Promise<void>;
  #pending = new Passing<number, Pending>();
  #worker: Worker | null = null;
  #calls = 0;
  #closed = false;

  /** Replies that are held are given when `hold` has resolved. */
  constructor(spawn: () => Worker, hold = () => Promise.resolve()) {
    this.#spawn = spawn;
    this.#hold = hold;
  }

  /** Starts the thread before its first call, which then need not wait for it. */
  start(): this {
    this.#worker ??= this.#start();
    return this;
  }

  /** `args` are copied, not shared. `T` is vouched for by the caller, who knows the operation. */
  call<T>(name: string, args: unknown[], line?: AuditLine): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    const worker = (this.#worker ??= this.#start());
    const call = ++this.#calls;
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(call, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ call, name, args, line } satisfies Call);
    });
  }

  /** Lets calls in flight end, then the thread; rejects when the thread could not close well, but ends it. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (this.#closed || !worker) return void (this.#closed = true);
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    const closing = this.call<void>('close', []);
    this.#closed = true;
    try {
      await closing;
    } finally {
      // Ended from outside in the midst of the driver, a thread takes the process along.
      const forced = setTimeout(() => void worker.terminate(), ENDS_WITHIN);
      await ended;
      clearTimeout(forced);
    }
  }

  #start(): Worker {
    const worker = this.#spawn();
    worker.on('message', (reply: Reply) => {
      if (!reply.isHeld) return this.#settle(reply);
      this.#hold().then(
        () => this.#settle(reply),
        (error: unknown) => this.#settle({ call: reply.call, error: toWireError(error) }),
      );
    });
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', (code) => this.#lose(worker, new Error(`worker ended with code ${code}`)));
    return worker;
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.delete(reply.call);
    if ('error' in reply) pending?.reject(fromWireError(reply.error));
    else pending?.resolve(reply.value as never);
  }

  #lose(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    const lost = [...this.#pending.values()];
    this.#pending = new Passing();
    for (const { reject } of lost)
      reject(new StoreUnavailable('the database thread ended', { cause }));
  }
}
