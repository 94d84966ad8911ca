import type { ColumnName, TableRow } from '#contract/columns';
import { createdSeconds } from '#contract/created';
import { callCount } from '#contract/message/calls';
import { wholeNumber } from '#contract/whole-number';
import type { Completion } from '@/api/wire';

/** Members that every server's list says. */
type Known = 'id' | 'model' | 'state' | 'metadata';

/** A row of the table. Null is "unknown", which on a plain server most members are. */
export type CompletionSummary = Pick<TableRow, Known> & {
  [Name in Exclude<ColumnName, Known>]: TableRow[Name] | null;
} & {
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

/** What this server's own list says of one. */
export function summaryOfRow(row: TableRow): CompletionSummary {
  return { ...row, created: createdSeconds(row.created), completion: null };
}
