import { createHash } from 'node:crypto';
import { editMembers, elementTexts, memberTexts } from '../json/members';
import { isObject, type JsonObject, listOf } from '#contract/json';
import { callsOf } from '#contract/message/calls';
import { NOT_PARAMETERS, withParameters } from '../record/stored-body';
import { inputPreview } from '../record/summary';
import { readMetadata } from '../http/metadata';
import { createPositions } from '../store/completion-id';
import type { EndedRecord } from '../store/records';
import { problemOf, problemOfMessage } from './chat-line';
import { answerFields } from './read-completion';
import { textOr } from './read-fields';
import { Unusable } from './unusable';

/** Such lines say neither when nor by whom; their file's order is kept. */
const next = createPositions();
const MODEL = 'fine-tuning';

/**
 * A line of a fine-tuning file: its last message becomes the answer. The id follows from the text, so that the same
 * line brought in twice is one completion.
 */
export function readChat(line: string, value: Record<string, unknown>): EndedRecord {
  const messages = listOf(value['messages']);
  const answer = messages.at(-1);
  if (!isObject(answer) || answer['role'] !== 'assistant')
    throw new Unusable('the last message is not one of the assistant');
  const problem = problemOf(messages.slice(0, -1)) ?? problemOfMessage(answer);
  if (problem !== null) throw new Unusable(problem);
  const texts = elementTexts(memberTexts(line).get('messages') ?? '[]');
  const { k, created } = next();
  const id = `chatcmpl-ft-${createHash('sha256').update(line).digest('hex').slice(0, 32)}`;
  const finish = finishOf(answer);
  const model = textOr(value['model'], MODEL);
  const head = { id, object: 'chat.completion', created, model };
  const choice = `{"index":0,"message":${texts.at(-1)},"logprobs":null,"finish_reason":"${finish}"}`;
  const parameters = editMembers(line, NOT_PARAMETERS);
  return {
    ...answerFields({ model, choices: [{ message: answer, finish_reason: finish }] }, model),
    id,
    k,
    created,
    requestedModel: model,
    metadata: readMetadata(value['metadata']),
    request: parameters,
    messages: `[${texts.slice(0, -1).join(',')}]`,
    inputPreview: inputPreview(messages.slice(0, -1)),
    body: withParameters(`${JSON.stringify(head).slice(0, -1)},"choices":[${choice}]}`, parameters),
  };
}

/** The file does not say why an answer ended; what it holds does. */
function finishOf(answer: JsonObject): string {
  const [call] = callsOf(answer);
  if (!call) return 'stop';
  return call.kind === 'legacy' ? 'function_call' : 'tool_calls';
}
