import type { CompletionAnswer } from '@/api/completion-answer';
import type { Completion, StoredMessage } from '@/api/wire';
import type { ViewMessage } from '@/components/message/message-parts';
import { asRecord } from '@/lib/as-record';
import { fromWire, type Value } from './parameter-kinds';
import { settingNames, specOf } from './parameter-table';
import { initialParameters, type MetadataRow, type Parameters } from './parameters';
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
  // The tier of an answer is the one that was used, which need not be the one that was asked for.
  const parameters = parametersOf({ ...data, service_tier: null }, raw);
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
  const { model, metadata, store } = body;
  const pairs = Object.entries(asRecord(metadata) ?? {});
  return {
    ...initialParameters,
    ...(typeof model === 'string' && { model }),
    ...(typeof store === 'boolean' && { store }),
    metadata: pairs.map(([key, value]) => ({ key, value: String(value) })),
    ...readSettings(body, raw),
    ...format(body.response_format),
  };
}

/** What a parameter needs and is not there makes it a default that a server told of, not something that was asked for. */
function readSettings(body: Record<string, unknown>, raw: string): Partial<Parameters> {
  const read = new Map<string, Value>();
  for (const name of settingNames) {
    const spec = specOf(name);
    const value = name === 'seed' ? seedDigits(body.seed, raw) : fromWire(spec, body[name]);
    if (value !== null && (spec.needs === undefined || read.has(spec.needs))) read.set(name, value);
  }
  const settings = [...read].map(([name, value]) => [name, { isSet: true, value }]);
  // The kind of each parameter has read a value of its type.
  return Object.fromEntries(settings) as Partial<Parameters>;
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
  if (type === 'json_object' || type === 'text') {
    return { response_format: { isSet: true, value: type } };
  }
  if (type !== 'json_schema' || !('json_schema' in value)) return {};
  const schema = JSON.stringify(value.json_schema, null, 2);
  return { response_format: { isSet: true, value: type }, schema };
}
