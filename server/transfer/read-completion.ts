import { editMembers, memberTexts } from '../json/members';
import { isObject, listOf } from '#contract/json';
import { providerCost } from '#contract/message/provider-cost';
import { NOT_PARAMETERS, withParameters } from '../record/stored-body';
import { inputPreview, summaryOf } from '../record/summary';
import { readMetadata } from '../http/metadata';
import type { EndedRecord } from '../store/records';
import { memberOf, placeOf, readCreated, readId, textOr } from './read-fields';
import { isChoices } from './read-record';
import { Unusable } from './unusable';

/** Members beside the completion itself. */
const APART = { metadata: null, messages: null, request: null };

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
  const messages = memberOf(
    texts,
    'messages',
    'array',
    memberTexts(request).get('messages') ?? '[]',
  );
  const metadata = value['metadata'] ?? asked['metadata'];
  const id = readId(value);
  const created = readCreated(value);
  const parameters = editMembers(request, NOT_PARAMETERS);
  return {
    ...answerFields(value, textOr(asked['model'], 'unknown')),
    id,
    created,
    k: placeOf(id, created),
    requestedModel: textOr(asked['model'], textOr(value['model'], 'unknown')),
    metadata: readMetadata(metadata),
    request: parameters,
    messages: memberOf(new Map([['messages', messages]]), 'messages', 'array'),
    inputPreview: inputPreview(value['messages'] ?? asked['messages']),
    body: withParameters(
      editMembers(line, {
        ...APART,
        ...(value['created'] !== created && { created: String(created) }),
      }),
      parameters,
    ),
  };
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
