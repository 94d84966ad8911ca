import { jsonLine } from '#contract/json-lines';
import type { CompletionRecord } from '../store/records';

/** `object` and `v` of a record: a later version that reads differently gets another number. */
export const RECORD = { object: 'chatkeep.record', v: 1 } as const;

/**
 * One line that holds everything stored of a completion. Bodies are spliced in as they are stored, so that no number,
 * escape or space changes.
 */
export function recordLine(record: CompletionRecord): string {
  const small = JSON.stringify({
    ...RECORD,
    id: record.id,
    position: record.k,
    created: record.created,
    state: record.state,
    reason: record.reason,
    version: record.version,
    provider: record.provider,
    requested_model: record.requestedModel,
    model: record.model,
    caller: record.caller,
    upstream_id: record.upstreamId,
    finish_reason: record.finishReason,
    prompt_tokens: record.promptTokens,
    completion_tokens: record.completionTokens,
    cached_tokens: record.cachedTokens,
    reasoning_tokens: record.reasoningTokens,
    first_token_ms: record.firstTokenMs,
    total_ms: record.totalMs,
    cost: record.cost,
    tool_calls: record.toolCalls,
    input_preview: record.inputPreview,
    output_preview: record.outputPreview,
    metadata: record.metadata,
  });
  const { request, messages, body } = record;
  return jsonLine(
    `${small.slice(0, -1)},"request":${request},"messages":${messages},"completion":${body}}`,
  );
}
