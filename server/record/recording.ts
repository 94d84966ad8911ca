import type { TokenUsage } from '#contract/pricing/price-list';
import { storeUnavailable } from '../http/errors';
import type { Figures } from '../providers/figures';
import type { CompletionPosition } from '../store/completion-id';
import { PositionTaken, StoreUnavailable } from '../store/errors';
import type { Draft, Outcome } from '../store/completion';
import { type Store } from '../store/store';
import { aside } from '../threads/aside';
import { type Ended, type Flaw, noAnswer } from './outcome';
import type { Prepared, Reading } from './read-answer';
import type { Summary } from './summary';

/** One exchange being kept: begun before the provider is called, ended exactly once. */
export type Recording = {
  id: string;
  created: number;
  elapsedMs(): number;
  /** The provider has begun its answer, and says this of it. */
  answered(figures: Figures): void;
  /** Commits the answer. Resolves false when it could not be kept. */
  end(ended: Ended): Promise<boolean>;
  /** The same for an answer that was made ready. */
  keep(prepared: Prepared, firstTokenMs?: number | null): Promise<boolean>;
  /** What makes an answer ready to be kept. */
  reading(): NonNullable<Reading['keep']>;
  /** The provider refused the request: there is nothing to keep. */
  drop(): Promise<void>;
};

export type RecordingParts = {
  store: Store;
  nextPosition: () => CompletionPosition;
  /** Estimated US dollars, null when unknown; asked for where the provider reports none itself. */
  cost: (summary: Summary & Pick<TokenUsage, 'cacheWriteTokens'>) => number | null;
  /**
   * Takes over an exchange whose end could not be written, or that is to leave nothing (null): nothing may look as if it
   * still ran.
   */
  notStored: (id: string, outcome: Outcome | null) => void;
  /** The error is for the log; it never reaches the client. */
  onFailure: (error: unknown) => void;
};

const ATTEMPTS = 5;

/** What can be written of an answer for which there was no room: how it ended, and what it cost. */
const WITHOUT_TEXT = {
  state: 'incomplete',
  reason: 'not_stored',
  body: '{}',
  outputPreview: '',
} as const;

/** Fails with 503 when the store cannot write: then no provider has been called and nothing is lost. */
export async function beginRecording(
  parts: RecordingParts,
  draft: Omit<Draft, keyof CompletionPosition>,
): Promise<Recording> {
  const started = performance.now();
  const { id, created } = await begin(parts, draft);
  let figures: Figures = { requestId: null, cost: null };
  const elapsedMs = () => Math.round(performance.now() - started);
  async function finish(outcome: Outcome): Promise<boolean> {
    try {
      return await parts.store.finish(id, outcome);
    } catch (error) {
      parts.onFailure(error);
      parts.notStored(id, { ...outcome, ...WITHOUT_TEXT });
      return false;
    }
  }
  const keep = (prepared: Prepared, timings: Ended['timings']) =>
    finish({ ...prepared, ...timings, cost: prepared.cost ?? parts.cost(prepared) });
  const reading = () => {
    const { request, requestedModel } = draft;
    return { id, created, request, requestedModel, figures };
  };
  return {
    id,
    created,
    elapsedMs,
    answered: (said) => (figures = said),
    // Its parameters, which are stored beside the answer, may be long.
    end: async (ended) => keep(await aside.preparedOf(ended, reading()), ended.timings),
    keep: (prepared, firstTokenMs = null) => keep(prepared, { firstTokenMs, totalMs: elapsedMs() }),
    reading,
    async drop() {
      await parts.store.delete(id, 'any').catch((error: unknown) => {
        parts.onFailure(error);
        parts.notStored(id, null);
      });
    },
  };
}

/** Keeps what was asked, with an answer of no choices. Resolves false when it could not be kept. */
export function keepPromptAlone(recording: Recording, flaw: Flaw): Promise<boolean> {
  const timings = { firstTokenMs: null, totalMs: recording.elapsedMs() };
  return recording.end({ answer: noAnswer(recording), parsed: null, flaw, timings });
}

async function begin(
  { store, nextPosition, notStored, onFailure }: RecordingParts,
  draft: Omit<Draft, keyof CompletionPosition>,
): Promise<CompletionPosition> {
  for (let attempt = 1; ; attempt += 1) {
    const position = nextPosition();
    try {
      await store.begin({ ...position, ...draft });
      return position;
    } catch (error) {
      if (error instanceof PositionTaken && attempt < ATTEMPTS) continue;
      onFailure(error);
      // It may be written, and only the word of it lost.
      if (error instanceof StoreUnavailable) notStored(position.id, null);
      if (error instanceof StoreUnavailable || error instanceof PositionTaken)
        throw storeUnavailable(error, ' No model was called.');
      throw error;
    }
  }
}
