import { providerCost } from '#contract/message/provider-cost';
import type { ProviderError } from '#contract/provider-error';
import { storeUnavailable } from '../errors';
import { editMembers, memberTexts } from '../json/members';
import type { Figures } from '../providers/figures';
import type { CompletionPosition } from '../store/completion-id';
import {
  PositionTaken,
  StoreUnavailable,
  type Draft,
  type IncompleteReason,
  type Store,
} from '../store/store';
import { withParameters } from './stored-body';
import { summaryOf, type Summary } from './summary';

/** Milliseconds since the recording began. */
type Timings = { firstTokenMs: number | null; totalMs: number };

/** Why an answer is not complete, and what the provider said of it. */
export type Flaw = {
  reason: IncompleteReason;
  /** The provider's words, where it had any. */
  error: ProviderError | null;
  /** What came and could not be read, as it came. */
  unreadable?: string;
};

/** The end of an exchange. */
type Ended = {
  /** JSON text of the completion under our id. */
  answer: string;
  /** Its value, as far as it could be read. */
  parsed: unknown;
  /** Null when the answer is complete. */
  flaw: Flaw | null;
  timings: Timings;
};

/** One exchange being kept: begun before the provider is called, ended exactly once. */
export type Recording = {
  id: string;
  created: number;
  elapsedMs(): number;
  /** The provider has begun its answer, and says this of it. */
  answered(figures: Figures): void;
  /** Commits the answer. Resolves false when it could not be kept. */
  end(ended: Ended): Promise<boolean>;
  /** The provider refused the request: there is nothing to keep. */
  drop(): Promise<void>;
};

export type RecordingParts = {
  store: Store;
  nextPosition: () => CompletionPosition;
  /** Estimated US dollars, null when unknown; asked for where the provider reports none itself. */
  cost: (summary: Summary) => number | null;
  /** The error is for the log; it never reaches the client. */
  onFailure: (error: unknown) => void;
};

const ATTEMPTS = 5;

/** Fails with 503 when the store cannot write: then no provider has been called and nothing is lost. */
export async function beginRecording(
  parts: RecordingParts,
  exchange: Omit<Draft, keyof CompletionPosition>,
): Promise<Recording> {
  const started = performance.now();
  const { id, created } = await begin(parts, exchange);
  let figures: Figures = { requestId: null, cost: null };
  return {
    id,
    created,
    elapsedMs: () => Math.round(performance.now() - started),
    answered: (said) => (figures = said),
    async end({ answer, parsed, flaw, timings }) {
      const provided = (parsed as { id?: unknown } | null)?.id;
      const summary = summaryOf(parsed, exchange.requestedModel);
      try {
        return await parts.store.finish(id, {
          ...summary,
          ...timings,
          state: flaw === null ? 'complete' : 'incomplete',
          reason: flaw?.reason ?? null,
          upstreamId: typeof provided === 'string' ? provided : null,
          body: withParameters(withFigures(withFlaw(answer, flaw), figures), exchange.request),
          cost: providerCost(parsed) ?? numberOf(figures.cost) ?? parts.cost(summary),
        });
      } catch (error) {
        parts.onFailure(error);
        return false;
      }
    },
    async drop() {
      // Whatever stays behind is marked incomplete at the next start.
      await parts.store.delete(id, 'any').catch(parts.onFailure);
    },
  };
}

/** Keeps what was asked, with an answer of no choices. Resolves false when it could not be kept. */
export function keepPromptAlone(recording: Recording, flaw: Flaw): Promise<boolean> {
  const { id, created } = recording;
  const completion = { id, object: 'chat.completion', created, choices: [] };
  const timings = { firstTokenMs: null, totalMs: recording.elapsedMs() };
  return recording.end({ answer: JSON.stringify(completion), parsed: null, flaw, timings });
}

async function begin(
  { store, nextPosition, onFailure }: RecordingParts,
  exchange: Omit<Draft, keyof CompletionPosition>,
): Promise<CompletionPosition> {
  for (let attempt = 1; ; attempt += 1) {
    const position = nextPosition();
    try {
      await store.begin({ ...position, ...exchange });
      return position;
    } catch (error) {
      if (error instanceof PositionTaken && attempt < ATTEMPTS) continue;
      onFailure(error);
      if (error instanceof StoreUnavailable || error instanceof PositionTaken)
        throw storeUnavailable();
      throw error;
    }
  }
}

/** What the provider said of its failure stays with what came, and so does what could not be read. */
function withFlaw(answer: string, flaw: Flaw | null): string {
  if (!flaw?.error && flaw?.unreadable === undefined) return answer;
  return editMembers(answer, {
    ...(flaw.error && { error: JSON.stringify(flaw.error) }),
    ...(flaw.unreadable !== undefined && { unreadable: JSON.stringify(flaw.unreadable) }),
  });
}

/** What the provider said in headers stays with its answer, where that does not say it itself. */
function withFigures(answer: string, { requestId, cost }: Figures): string {
  if (requestId === null && cost === null) return answer;
  const said = memberTexts(answer);
  const isPriced = cost === null || providerCost(JSON.parse(answer)) !== null;
  return editMembers(answer, {
    ...(requestId !== null && !said.has('request_id') && { request_id: JSON.stringify(requestId) }),
    ...(!isPriced && { cost }),
  });
}

function numberOf(digits: string | null): number | null {
  return digits === null ? null : Number(digits);
}
