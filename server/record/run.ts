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

export type RunParts = Pick<Run, 'name' | 'model' | 'isStored'> & {
  /** Milliseconds without anyone who waits for it, after which it is stopped; null: it goes on. */
  unwatchedLimit: number | null;
  onEnd: (run: Run, end: RunEnd) => void;
};

/** An answer being made, from the moment that its request was read until it is kept or given up. */
export class Run {
  /** Random; what everyone calls it by who has no completion's id, or none yet. */
  readonly name: string;
  readonly model: string;
  readonly isStored: boolean;
  /** Unix milliseconds. */
  readonly startedAt = Date.now();
  /** Null until the model has been found at one. */
  provider: string | null = null;
  /** From its start to the first word of a stream; null before, and for what came as a whole. */
  firstTokenMs: number | null = null;
  /** What the completion is called towards clients: our id and second. Null when nothing of it is stored. */
  identity: Identity = null;
  phase: RunPhase = 'waiting';
  /** Its client may leave and come back for it. */
  goesOn = false;
  /** What the provider says the answer waits for, such as its queue; null once it has begun to say something. */
  note: string | null = null;
  /** The event of an answer that came as a whole, which is not folded; else null. */
  whole: SharedText | null = null;
  /** Settles when what was taken out of `growth` last is kept, or is back in it. */
  growthKept: Promise<void> = KEPT;
  readonly readers = new Set<Reader>();
  /** Aborted with a {@link Cut} to end it early. */
  readonly abort = new AbortController();
  /** Settles when its last event is sent and what came is kept. */
  readonly done: Promise<void>;
  readonly #unwatchedLimit: number | null;
  readonly #onEnd: RunParts['onEnd'];
  #folding: Folding | null = null;
  #growth: Stretches | null = null;
  #settle = () => {};
  #watchers = 0;
  #isOver = false;
  #alone: NodeJS.Timeout | undefined;

  constructor({ name, model, isStored, unwatchedLimit, onEnd }: RunParts) {
    this.name = name;
    this.model = model;
    this.isStored = isStored;
    this.#unwatchedLimit = unwatchedLimit;
    this.#onEnd = onEnd;
    this.done = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Made when a stream begins: most answers come as a whole. */
  get folding(): Folding {
    return (this.#folding ??= createFolding());
  }

  /** Of a stored answer, what nothing has kept yet. */
  get growth(): Stretches {
    return (this.#growth ??= createStretches());
  }

  /** Closes the provider's connection, in whatever phase; what has come is kept under this reason. */
  stop(reason: IncompleteReason): void {
    this.abort.abort(new Cut(reason));
  }

  /** Somebody waits for it, until the function that comes back is called. */
  watch(): () => void {
    let isWatching = true;
    this.#watchers += 1;
    clearTimeout(this.#alone);
    return () => {
      if (!isWatching) return;
      isWatching = false;
      this.#watchers -= 1;
      if (this.#watchers > 0 || this.#isOver || this.#unwatchedLimit === null) return;
      this.#alone = setTimeout(() => this.stop('unwatched'), this.#unwatchedLimit).unref();
    };
  }

  /** The last that readers hear. Called again it does nothing. */
  end(end: RunEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#alone);
    for (const reader of this.readers) {
      reader.events([end.last]);
      reader.end(isBroken(end));
    }
    this.#onEnd(this, end);
    this.#settle();
  }
}

const KEPT = Promise.resolve();

/** Stop is no failure, and what only could not be stored is whole. */
export function isBroken({ outcome, reason }: RunEnd): boolean {
  return outcome !== 'complete' && reason !== 'user_stop';
}

/** The events of an answer that has ended. */
export type Replay = Pick<Run, 'whole'> & { stretches: readonly SharedText[]; last: string };
