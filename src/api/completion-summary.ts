import { createdSeconds } from '#contract/created';
import { callCount } from '#contract/message/calls';
import { wholeNumber } from '#contract/whole-number';
import type { ExchangeFacts } from '@/api/exchange';
import type { Metadata } from '#contract/metadata';
import type { Completion } from '@/api/wire';
import { asRecord } from '@/lib/as-record';

/** A row of the table. Null is "unknown", which on a plain server most members are. */
export type CompletionSummary = {
  id: string;
  /** Unix seconds; null where the server says no date. */
  created: number | null;
  model: string;
  requested_model: string | null;
  provider: string | null;
  state: ExchangeFacts['state'];
  reason: string | null;
  finish_reason: string | null;
  /** The beginnings of the prompt and of the answer, as plain text. */
  input_preview: string | null;
  output_preview: string | null;
  metadata: Metadata;
  prompt_tokens: number | null;
  completion_tokens: number | null;
  total_tokens: number | null;
  cached_tokens: number | null;
  reasoning_tokens: number | null;
  /** Milliseconds. */
  first_token_ms: number | null;
  total_ms: number | null;
  /** An estimate in US dollars. */
  cost: number | null;
  /** How many tools the answer calls, in all of its choices. */
  tool_calls: number | null;
  caller: string | null;
  /** The whole answer, where the server lists it instead of previews. */
  completion: Completion | null;
};

/** What a plain server's list says of a completion; it lists complete ones only. */
export function summaryOf(completion: Completion): CompletionSummary {
  const { id, created, model, usage, choices, metadata } = completion;
  return {
    id,
    created,
    model,
    requested_model: null,
    provider: null,
    state: 'complete',
    reason: null,
    finish_reason: choices[0]?.finish_reason ?? null,
    input_preview: null,
    output_preview: null,
    metadata: metadata ?? {},
    prompt_tokens: count(usage?.prompt_tokens),
    completion_tokens: count(usage?.completion_tokens),
    total_tokens: count(usage?.total_tokens),
    cached_tokens: count(usage?.prompt_tokens_details?.cached_tokens),
    reasoning_tokens: count(usage?.completion_tokens_details?.reasoning_tokens),
    first_token_ms: null,
    total_ms: null,
    cost: null,
    tool_calls: callCount(completion),
    caller: null,
    completion,
  };
}

/** Servers send anything for a count; what is none is unknown. */
function count(value: unknown): number | null {
  return wholeNumber(value);
}

/** Reads a row of this server's own list. */
export function asSummary(value: unknown): CompletionSummary | null {
  const row = asRecord(value);
  if (!row || typeof row.id !== 'string' || typeof row.state !== 'string') return null;
  // Served by the same release as this code; the members above tell it from something else.
  const known = row as Omit<CompletionSummary, 'completion'>;
  return { ...known, created: createdSeconds(row.created), completion: null };
}
