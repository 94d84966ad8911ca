import { isObject, type JsonObject } from '#contract/json';
import { readProviderError } from '#contract/provider-error';
import { editMembers, memberTexts } from '../json/members';
import type { EndedRecord } from '../store/records';
import { readCompletion } from './read-completion';
import { Unusable } from './unusable';

/** Whether a line is one of a batch's output or error file. Source: OpenAI's `BatchRequestOutput`. */
export function isBatchLine(value: JsonObject): boolean {
  return 'custom_id' in value && ('response' in value || 'error' in value);
}

/** The completion that answers one request of a batch; the request's `custom_id` becomes metadata. */
export function readBatchLine(line: string, value: JsonObject): EndedRecord {
  const { custom_id, response, error } = value;
  const { status_code, body } = isObject(response) ? response : {};
  const failure = readProviderError({ error }) ?? readProviderError(body);
  if (failure) {
    const status = typeof status_code === 'number' ? ` (${status_code})` : '';
    throw new Unusable(
      `the request ${JSON.stringify(custom_id)} failed${status}: ${failure.message}`,
    );
  }
  if (!isObject(body) || body['object'] !== 'chat.completion')
    throw new Unusable(
      `the request ${JSON.stringify(custom_id)} has no chat.completion for an answer`,
    );
  const metadata = { ...(isObject(body['metadata']) && body['metadata']), custom_id };
  const answer = memberTexts(memberTexts(line).get('response') ?? '{}').get('body') ?? '{}';
  return readCompletion(editMembers(answer, { metadata: JSON.stringify(metadata) }), {
    ...body,
    metadata,
  });
}
