import type { Completion } from '@/api/wire';
import { asRecord } from '@/lib/as-record';

/** What only this server knows of a stored completion. */
export type ExchangeFacts = {
  state: 'running' | 'complete' | 'incomplete';
  /** Why it is incomplete. */
  reason: string | null;
  provider: string;
  requested_model: string;
  /** The provider's own id of the completion. */
  upstream_id: string | null;
  /** Milliseconds. */
  timings: { first_token_ms: number | null; total_ms: number | null };
  /** An estimate in US dollars; null where the price is unknown. */
  cost: number | null;
  /** Name of the access token that the request came with. */
  caller: string | null;
};

/** `facts` is null when a server gives the bare completion, as OpenAI does. */
export type Exchange = { completion: Completion; facts: ExchangeFacts | null };

/** Reads a completion, bare or within an exchange. */
export function asExchange(value: unknown): Exchange | null {
  const exchange = asRecord(value);
  if (!exchange) return null;
  if (!asRecord(exchange.completion)) {
    const bare = asCompletion(value);
    return bare && { completion: bare, facts: null };
  }
  const completion = asCompletion(exchange.completion);
  if (!completion || typeof exchange.state !== 'string' || !asRecord(exchange.timings)) return null;
  const { completion: _, ...facts } = exchange;
  // Served by the same release as this code; the members above tell it from an answer of something else.
  return { completion, facts: facts as ExchangeFacts };
}

/** Checks no more than what every reader relies on: servers differ in all the rest. */
export function asCompletion(value: unknown): Completion | null {
  const completion = asRecord(value);
  if (!completion || typeof completion.id !== 'string') return null;
  if (!Array.isArray(completion.choices)) return null;
  if (!completion.choices.every((choice) => asRecord(asRecord(choice)?.message))) return null;
  // The members that are read without a check are checked above.
  return completion as Completion;
}
