import type { CompletionState, IncompleteReason } from '#contract/completion';
import type { Metadata } from '#contract/metadata';
import type { SharedText } from '../json/text';
import type { CompletionPosition } from './completion-id';

/**
 * A completion before its answer: written, durably, before the provider is called, so that a store that
 * cannot write costs nobody a paid answer, and so that a crash leaves a trace.
 */
export type Draft = CompletionPosition & {
  provider: string;
  requestedModel: string;
  /** Name of the access token the request came with; null when the server runs without one. */
  caller: string | null;
  metadata: Metadata;
  /** JSON text of an object: the request's parameters, digits as they came, without messages and metadata. */
  request: SharedText;
  /** JSON text of an array: the request's messages, exactly as they came. */
  messages: SharedText;
  /** Plain text, at most 200 code points. */
  inputPreview: string;
};

/** What is known once the completion has ended. Times in milliseconds, cost in US dollars; null is "unknown". */
export type Outcome = {
  state: Exclude<CompletionState, 'running'>;
  reason: IncompleteReason | null;
  /** The model that the provider says answered. */
  model: string;
  /** The provider's own completion id. */
  upstreamId: string | null;
  finishReason: string | null;
  /** JSON text of the `chat.completion` object, under our id, without its metadata member. */
  body: SharedText;
  promptTokens: number | null;
  completionTokens: number | null;
  cachedTokens: number | null;
  reasoningTokens: number | null;
  firstTokenMs: number | null;
  totalMs: number | null;
  cost: number | null;
  toolCalls: number;
  /** Plain text, at most 200 code points. */
  outputPreview: string;
};

/** One stored completion without its request messages (lists never read those). */
export type StoredCompletion = Omit<Draft, 'messages'> &
  Omit<Outcome, 'state'> & {
    /** While `running`, `model` is the requested one, `body` is `{}` and everything else of the outcome is unknown. */
    state: CompletionState;
    /** Grows by one with every metadata change; the ETag. */
    version: number;
  };
