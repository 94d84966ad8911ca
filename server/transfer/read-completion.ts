import { editMembers, memberTexts } from '../json/members';
import { flawOf } from '#contract/fold/end';
import { isObject, type JsonObject, listOf, objectOr } from '#contract/json';
import { providerCost } from '#contract/message/provider-cost';
import { NOT_PARAMETERS, withParameters } from '../record/stored-body';
import { inputPreview, summaryOf } from '../record/summary';
import { readMetadata } from '../http/metadata';
import type { EndedRecord } from '../store/records';
import { listedMessages, withoutAppended } from './asked-messages';
import { memberOf, placeOf, readCreated, readId, textOr } from './read-fields';
import { isChoices } from './read-record';
import { Unusable } from './unusable';

/** Members beside the completion itself. */
const APART = { metadata: null, messages: null, input_messages: null, request: null };

/**
 * A `chat.completion` as any server answers it, if need be with the `messages` or the whole `request` that it answers.
 * It keeps its id.
 */
export function readCompletion(line: string, value: Record<string, unknown>): EndedRecord {
  const [choice] = isObject(value['choices']) ? listOf(value['choices']) : [];
  if (choice !== undefined) {
    const text = `[${memberTexts(line).get('choices')}]`;
    return readCompletion(editMembers(line, { choices: text }), { ...value, choices: [choice] });
  }
  if (!isChoices(value['choices'])) throw new Unusable("'choices' is not an array of objects");
  const texts = memberTexts(line);
  const request = memberOf(texts, 'request', 'object', '{}');
  const asked = isObject(value['request']) ? value['request'] : {};
  const listed = messagesOf(line, value, request);
  const { text: messages, said } = withoutAppended(listed, value['choices']);
  const id = readId(value);
  const created = readCreated(value);
  const parameters = editMembers(request, NOT_PARAMETERS);
  return {
    ...answerFields(value, textOr(asked['model'], 'unknown')),
    id,
    created,
    k: placeOf(id, created),
    requestedModel: textOr(asked['model'], textOr(value['model'], 'unknown')),
    ...failureOf(value),
    metadata: readMetadata(metadataOf(value, asked)),
    request: parameters,
    messages,
    inputPreview: inputPreview(said),
    body: withParameters(
      editMembers(line, {
        ...APART,
        ...(value['created'] !== created && { created: String(created) }),
      }),
      parameters,
    ),
  };
}

/** Those beside the completion, else those of its request; some servers list them as `input_messages`. */
function messagesOf(line: string, value: JsonObject, request: string): string {
  const listed = listedMessages(line, value);
  const asked = memberOf(memberTexts(request), 'messages', 'array', '[]');
  return memberOf(memberTexts(line), 'messages', 'array', listed ? `[${listed.join(',')}]` : asked);
}

/** What was asked for and what is kept, which an answer repeats, or has an empty place for. */
function metadataOf({ metadata }: JsonObject, asked: JsonObject): unknown {
  const sent = asked['metadata'];
  return isObject(sent) && isObject(metadata ?? {})
    ? { ...sent, ...objectOr(metadata) }
    : (metadata ?? sent);
}

/** An answer that says that it failed is not complete here either. */
function failureOf(value: JsonObject): Pick<EndedRecord, 'state' | 'reason'> {
  return flawOf(value)?.error
    ? { state: 'incomplete', reason: 'upstream_error' }
    : { state: 'complete', reason: null };
}

/** What follows from an answer alone, when nothing is known of how it came to be. */
export function answerFields(
  completion: Record<string, unknown>,
  model: string,
): Omit<
  EndedRecord,
  | 'id'
  | 'created'
  | 'k'
  | 'requestedModel'
  | 'metadata'
  | 'request'
  | 'messages'
  | 'inputPreview'
  | 'body'
> {
  return {
    ...summaryOf(completion, model),
    state: 'complete',
    reason: null,
    version: 1,
    provider: 'import',
    caller: null,
    upstreamId: null,
    firstTokenMs: null,
    totalMs: null,
    cost: providerCost(completion),
  };
}
