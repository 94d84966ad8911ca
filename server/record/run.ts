import type { ProviderError } from '#contract/provider-error';
import type { SharedText } from '../json/text';
import type { Identity } from './outcome';
import type { IncompleteReason } from '#contract/completion';
import { Cut } from './cut';
import { createFolding, type Folding } from './folding';
import { createStretches, type Stretches } from './stretches';

/** One client that follows a running answer. Neither function may throw. */
export type Reader = {
  events(texts: readonly SharedText[]): void;
  /** `isBroken`: the answer failed, so that the stream must not look whole to anyone. */
  end(isBroken: boolean): void;
};

/** `waiting` for the provider's headers, then `streaming`, then `storing` what came. */
type RunPhase = 'waiting' | 'streaming' | 'storing';

/** How a run ended: `failed` leaves nothing behind, as a refusal of the provider does. */
export type RunEnd = {
  outcome: 'complete' | 'incomplete' | 'failed';
  reason: IncompleteReason | null;
  error: Partial<ProviderError> | null;
  /** The event that ends the streams of all readers. */
  last: string;
};

/** An answer being made, from the moment that its request was read until it is kept or given up. */
export type Run = {
  /** Random; what everyone calls it by who has no completion's id, or none yet. */
  readonly name: string;
  readonly model: string;
  readonly isStored: boolean;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** Null until the model has been found at one. */
  provider: string | null;
  /** From its start to the first word of a stream; null before, and for what came as a whole. */
  firstTokenMs: number | null;
  /** What the completion is called towards clients: our id and second. Null when nothing of it is stored. */
  identity: Identity;
  phase: RunPhase;
  /** Its client may leave and come back for it. */
  goesOn: boolean;
  /** What the provider says the answer waits for, such as its queue; null once it has begun to say something. */
  note: string | null;
  readonly folding: Folding;
  /** The event of an answer that came as a whole, which is not folded; else null. */
  whole: SharedText | null;
  /** Of a stored answer, what nothing has kept yet. */
  readonly growth: Stretches;
  /** Settles when what was taken out of `growth` last is kept, or is back in it. */
  growthKept: Promise<void>;
  readonly readers: Set<Reader>;
  /** Aborted with a {@link Cut} to end it early. */
  readonly abort: AbortController;
  /** Closes the provider's connection, in whatever phase; what has come is kept under this reason. */
  stop(reason: IncompleteReason): void;
  /** Somebody waits for it, until the function that comes back is called. */
  watch(): () => void;
  /** The last that readers hear. Called again it does nothing. */
  end(end: RunEnd): void;
  /** Settles when its last event is sent and what came is kept. */
  done: Promise<void>;
};

export type RunParts = Pick<Run, 'name' | 'model' | 'isStored'> & {
  /** Milliseconds without anyone who waits for it, after which it is stopped; null: it goes on. */
  unwatchedLimit: number | null;
  onEnd: (run: Run, end: RunEnd) => void;
};

export function createRun({ name, model, isStored, unwatchedLimit, onEnd }: RunParts): Run {
  const abort = new AbortController();
  const watchers = new Set<object>();
  let settle = () => {};
  let isOver = false;
  let alone: NodeJS.Timeout | undefined;
  const stop = (reason: IncompleteReason) => abort.abort(new Cut(reason));
  const run: Run = {
    name,
    model,
    isStored,
    startedAt: Date.now(),
    provider: null,
    firstTokenMs: null,
    identity: null,
    phase: 'waiting',
    goesOn: false,
    note: null,
    folding: createFolding(),
    whole: null,
    growth: createStretches(),
    growthKept: Promise.resolve(),
    readers: new Set(),
    abort,
    stop,
    watch() {
      const watcher = {};
      watchers.add(watcher);
      clearTimeout(alone);
      return () => {
        if (!watchers.delete(watcher) || watchers.size > 0) return;
        if (isOver || unwatchedLimit === null) return;
        alone = setTimeout(() => stop('unwatched'), unwatchedLimit).unref();
      };
    },
    end(end) {
      if (isOver) return;
      isOver = true;
      clearTimeout(alone);
      for (const reader of run.readers) {
        reader.events([end.last]);
        reader.end(isBroken(end));
      }
      onEnd(run, end);
      settle();
    },
    done: new Promise((resolve) => (settle = resolve)),
  };
  return run;
}

/** Stop is no failure, and what only could not be stored is whole. */
export function isBroken({ outcome, reason }: RunEnd): boolean {
  return outcome !== 'complete' && reason !== 'user_stop';
}

/** The events of an answer that has ended. */
export type Replay = Pick<Run, 'whole'> & { stretches: readonly SharedText[]; last: string };
