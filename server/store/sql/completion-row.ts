import type { CompletionState, IncompleteReason } from '#contract/completion';
import type { Draft, Outcome, StoredCompletion } from '../completion';
import type { Metadata } from '#contract/metadata';

/** What both drivers bind and read. Booleans and undefined are no values: SQLite's driver dies of the former. */
export type Value = string | number | null;

/** A row of the table `completions`, without `messages`, as both databases return it. */
export type CompletionRow = {
  k: number;
  id: string;
  state: CompletionState;
  reason: IncompleteReason | null;
  version: number;
  created: number;
  provider: string;
  requested_model: string;
  model: string;
  caller: string | null;
  upstream_id: string | null;
  finish_reason: string | null;
  prompt_tokens: number | null;
  completion_tokens: number | null;
  cached_tokens: number | null;
  reasoning_tokens: number | null;
  first_token_ms: number | null;
  total_ms: number | null;
  cost: number | null;
  tool_calls: number;
  input_preview: string;
  output_preview: string;
  metadata: string;
  request: string;
  body: string;
};

/** Columns that `begin` writes, in the order of {@link draftValues}. */
export const draftColumns = [
  'k',
  'id',
  'created',
  'state',
  'provider',
  'requested_model',
  'model',
  'caller',
  'input_preview',
  'metadata',
  'request',
  'messages',
] as const;

/** Columns that `finish` writes, in the order of {@link outcomeValues}. */
export const outcomeColumns = [
  'state',
  'reason',
  'model',
  'upstream_id',
  'finish_reason',
  'body',
  'prompt_tokens',
  'completion_tokens',
  'cached_tokens',
  'reasoning_tokens',
  'first_token_ms',
  'total_ms',
  'cost',
  'tool_calls',
  'output_preview',
] as const;

/** Columns of a {@link CompletionRow}, for SELECT and RETURNING. */
export const rowColumns = [
  'k',
  'id',
  'created',
  'version',
  'provider',
  'requested_model',
  'caller',
  'input_preview',
  'metadata',
  'request',
  ...outcomeColumns,
] as const;

/** Every column of `completions`: what moves when a row goes to the trash, or comes back. */
export const allColumns = [...rowColumns, 'messages'] as const;

export function draftValues(draft: Draft): Value[] {
  return [
    draft.k,
    draft.id,
    draft.created,
    'running',
    label(draft.provider),
    label(draft.requestedModel),
    label(draft.requestedModel),
    draft.caller === null ? null : label(draft.caller),
    label(draft.inputPreview),
    JSON.stringify(draft.metadata),
    draft.request,
    draft.messages,
  ];
}

export function outcomeValues(outcome: Outcome): Value[] {
  return [
    outcome.state,
    outcome.reason,
    label(outcome.model),
    outcome.upstreamId === null ? null : label(outcome.upstreamId),
    outcome.finishReason === null ? null : label(outcome.finishReason),
    outcome.body,
    count(outcome.promptTokens),
    count(outcome.completionTokens),
    count(outcome.cachedTokens),
    count(outcome.reasoningTokens),
    measure(outcome.firstTokenMs),
    measure(outcome.totalMs),
    measure(outcome.cost),
    count(outcome.toolCalls) ?? 0,
    label(outcome.outputPreview),
  ];
}

export function toStoredCompletion(row: CompletionRow): StoredCompletion {
  return {
    id: row.id,
    k: row.k,
    created: row.created,
    state: row.state,
    reason: row.reason,
    version: row.version,
    provider: row.provider,
    requestedModel: row.requested_model,
    model: row.model,
    caller: row.caller,
    upstreamId: row.upstream_id,
    finishReason: row.finish_reason,
    metadata: JSON.parse(row.metadata) as Metadata,
    request: row.request,
    body: row.body,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
    cachedTokens: row.cached_tokens,
    reasoningTokens: row.reasoning_tokens,
    firstTokenMs: row.first_token_ms,
    totalMs: row.total_ms,
    cost: row.cost,
    toolCalls: row.tool_calls,
    inputPreview: row.input_preview,
    outputPreview: row.output_preview,
  };
}

/**
 * Refuses text that a database would cut (NUL) or change (a lone surrogate) instead of keeping it.
 * JSON text and metadata must come without either; they are kept to the character or not at all.
 */
export function assertStorable(text: string): void {
  if (UNSTORABLE.test(text))
    throw new TypeError('text with NUL or a lone surrogate cannot be stored');
}

/** In code points; previews have 200. */
const LABEL_LENGTH = 256;

const UNSTORABLE = /[\0\p{Surrogate}]/u;

/**
 * Labels and previews come from anywhere and need not be exact: what cannot be kept becomes U+FFFD, and what exceeds
 * any sensible length, and the length of an index entry, is cut.
 */
export function label(text: string): string {
  const storable = text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
  // No text has more code points than code units.
  return storable.length <= LABEL_LENGTH
    ? storable
    : Array.from(storable).slice(0, LABEL_LENGTH).join('');
}

/** A provider may report anything; what is no count is unknown. */
function count(value: number | null): number | null {
  return value !== null && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function measure(value: number | null): number | null {
  return value !== null && Number.isFinite(value) && value >= 0 ? value : null;
}
