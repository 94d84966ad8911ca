import type { CompletionAnswer } from '@/api/completion-answer';
import type { Completion, StoredMessage } from '@/api/wire';
import type { ViewMessage } from '@/components/message/message-parts';
import { asRecord } from '@/lib/as-record';
import {
  efforts,
  initialParameters,
  type MetadataRow,
  type Parameters,
  type Setting,
} from './parameters';
import { metadataLimits } from './problems';

/** The messages of a stored completion with its answer, as a conversation that can be gone on with. */
export function openedMessages(
  messages: readonly StoredMessage[],
  completion: Completion,
): ViewMessage[] {
  const answer = completion.choices[0]?.message;
  return [...messages.map(requestMessage), ...(answer ? [answerMessage(answer)] : [])];
}

/** Field by field: ids and whatever else a server lists beside a message are not part of it. */
function requestMessage(message: StoredMessage): ViewMessage {
  const { role, content, content_parts, name, tool_calls, tool_call_id, refusal } = message;
  return {
    role,
    content,
    ...(content_parts != null && { content_parts }),
    ...(name !== undefined && { name }),
    ...(tool_calls != null && { tool_calls }),
    ...(tool_call_id !== undefined && { tool_call_id }),
    ...(refusal != null && { refusal }),
  };
}

function answerMessage({ content, refusal, tool_calls }: Completion['choices'][number]['message']) {
  return {
    role: 'assistant',
    content,
    ...(refusal != null && { refusal }),
    ...(tool_calls && tool_calls.length > 0 && { tool_calls }),
  };
}

/** The parameters that a stored completion shows, as far as the panel has them. */
export function openedParameters({ data, raw, facts }: CompletionAnswer): Parameters {
  const parameters = parametersOf(data, raw);
  // The answer names the model's exact version, the request the name that was asked for.
  const model = facts ? `${facts.provider}:${facts.requested_model}` : data.model;
  return { ...parameters, model, metadata: withOrigin(parameters.metadata, data.id) };
}

/** What is stored from here says what it came from; a full map has no room for that. */
function withOrigin(rows: MetadataRow[], id: string): MetadataRow[] {
  const others = rows.filter(({ key }) => key !== 'parent_id');
  const hasRoom = others.length < metadataLimits.pairs;
  return hasRoom ? [...others, { key: 'parent_id', value: id }] : others;
}

/** The parameters in the body of a request, as far as the panel has them; `raw` is the text that it was read from. */
export function parametersOf(body: Record<string, unknown>, raw: string): Parameters {
  const { model, metadata, store, tools } = body;
  const effort = efforts.find((each) => each === body.reasoning_effort);
  const hasTools = Array.isArray(tools) && tools.length > 0;
  const pairs = Object.entries(asRecord(metadata) ?? {});
  return {
    ...initialParameters,
    ...(typeof model === 'string' && { model }),
    ...(typeof store === 'boolean' && { store }),
    metadata: pairs.map(([key, value]) => ({ key, value: String(value) })),
    ...when('temperature', number(body.temperature)),
    ...when('top_p', number(body.top_p)),
    ...when('max_completion_tokens', text(number(body.max_completion_tokens ?? body.max_tokens))),
    ...when('n', text(number(body.n))),
    ...when('seed', seedDigits(body.seed, raw)),
    ...when('stop', stopText(body.stop)),
    ...when('reasoning_effort', effort ?? null),
    ...when('tools', hasTools ? JSON.stringify(tools, null, 2) : null),
    ...format(body.response_format),
  };
}

/** As they came: parsed as a number, a long seed has lost some. */
function seedDigits(seed: unknown, raw: string): string | null {
  if (typeof seed !== 'number') return null;
  // Within a text the quotes would be escaped, so this is a member, and the seed if it has its value.
  const members = [...raw.matchAll(/"seed"\s*:\s*(-?\d+)/g)].map(([, digits = '']) => digits);
  return members.find((digits) => Number(digits) === seed) ?? String(seed);
}

function format(value: unknown): Partial<Parameters> {
  if (typeof value !== 'object' || value === null || !('type' in value)) return {};
  const { type } = value;
  if (type === 'json_object') return { response_format: { isSet: true, value: type } };
  if (type !== 'json_schema' || !('json_schema' in value)) return {};
  const schema = JSON.stringify(value.json_schema, null, 2);
  return { response_format: { isSet: true, value: type }, schema };
}

function when<Value>(
  name: keyof Parameters,
  value: Value | null,
): { [name: string]: Setting<Value> } {
  return value === null ? {} : { [name]: { isSet: true, value } };
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function text(value: number | null): string | null {
  return value === null ? null : String(value);
}

function stopText(stop: unknown): string | null {
  const list = Array.isArray(stop) ? stop : [stop];
  const lines = list.filter((line) => typeof line === 'string' && line !== '');
  return lines.length > 0 ? lines.join('\n') : null;
}
