import { editMembers, memberTexts } from '../json/members';
import { isObject } from '#contract/json';
import { callCount } from '#contract/message/calls';
import { readMetadata } from '../http/metadata';
import type { EndedRecord } from '../store/records';
import { type IncompleteReason, isIncompleteReason } from '#contract/completion';
import { memberOf, numberOf, placeOf, readCreated, readId, textOr } from './read-fields';
import { RECORD } from './record-line';
import { Unusable } from './unusable';

/** A record that this server has written, to the byte; `value` is the parsed line. */
export function readRecord(line: string, value: Record<string, unknown>): EndedRecord {
  if (value['v'] !== RECORD.v)
    throw new Unusable('a record of a later version: use a newer release');
  const texts = memberTexts(line);
  const id = readId(value);
  const created = readCreated(value);
  const state = stateOf(value);
  const model = textOr(value['model'], 'unknown');
  return {
    id,
    created,
    state,
    k: placeOf(id, created, value['position']),
    reason: state === 'complete' ? null : reasonOf(value),
    version: versionOf(value),
    provider: textOr(value['provider'], 'import'),
    requestedModel: textOr(value['requested_model'], model),
    model,
    caller: textOr(value['caller'], null),
    upstreamId: textOr(value['upstream_id'], null),
    finishReason: textOr(value['finish_reason'], null),
    promptTokens: numberOf(value['prompt_tokens']),
    completionTokens: numberOf(value['completion_tokens']),
    cachedTokens: numberOf(value['cached_tokens']),
    reasoningTokens: numberOf(value['reasoning_tokens']),
    firstTokenMs: numberOf(value['first_token_ms']),
    totalMs: numberOf(value['total_ms']),
    cost: numberOf(value['cost']),
    toolCalls: numberOf(value['tool_calls']) ?? callCount(value['completion']),
    inputPreview: textOr(value['input_preview'], ''),
    outputPreview: textOr(value['output_preview'], ''),
    metadata: readMetadata(value['metadata']),
    request: memberOf(texts, 'request', 'object'),
    messages: memberOf(texts, 'messages', 'array'),
    body: bodyOf(memberOf(texts, 'completion', 'object'), value['completion'], id, state),
  };
}

function stateOf({ state }: Record<string, unknown>): EndedRecord['state'] {
  if (state === 'complete' || state === 'incomplete') return state;
  throw new Unusable("'state' is neither 'complete' nor 'incomplete'");
}

function reasonOf({ reason }: Record<string, unknown>): IncompleteReason {
  if (isIncompleteReason(reason)) return reason;
  throw new Unusable("'reason' is not known");
}

function versionOf({ version }: Record<string, unknown>): number {
  return typeof version === 'number' && Number.isSafeInteger(version) && version > 0 ? version : 1;
}

/** What `/v1` answers must be a completion, and name itself as it is asked for. */
function bodyOf(text: string, value: unknown, id: string, state: EndedRecord['state']): string {
  const body = isObject(value) ? value : {};
  if (state === 'complete' && !isChoices(body['choices']))
    throw new Unusable("'completion' has no choices");
  return body['id'] === undefined || body['id'] === id
    ? text
    : editMembers(text, { id: JSON.stringify(id) });
}

export function isChoices(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject);
}
