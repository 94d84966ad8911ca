import type { CreateParams, MessageParam } from '@/api/wire';
import { partsOf, type ViewMessage } from '@/components/message/message-parts';
import type { Turn } from './conversation';
import { lastMessages } from './last-messages';
import type { Parameters } from './parameters';
import { toWire, type Value } from './parameter-kinds';
import { type SettingName, settingNames, specOf } from './parameter-table';
import { metadataOf } from './problems';
import { filledMessage } from './variables';
import { asRecord } from '@/lib/as-record';

/**
 * The body of a create request, built member by member so that nothing of the page's own state can slip into it.
 * What is not set is not there, and metadata goes only with store, as the API demands. Expects parameters without
 * problems.
 */
export function requestBody(turns: readonly Turn[], parameters: Parameters): CreateParams {
  const metadata = metadataOf(parameters.metadata);
  const { other, numberOfMessages } = parameters;
  const messages = turns.flatMap((turn) => {
    const message = filledMessage(turn, parameters.variables);
    return message ? messageParam(message) : [];
  });
  return {
    model: parameters.model,
    messages: numberOfMessages.isSet
      ? lastMessages(messages, Number(numberOfMessages.value))
      : messages,
    stream_options: { include_usage: true },
    ...(parameters.store && { store: true }),
    ...(parameters.store && Object.keys(metadata).length > 0 && { metadata }),
    ...sentSettings(parameters),
    ...(other.isSet && (JSON.parse(other.value) as Record<string, unknown>)),
  };
}

function sentSettings(parameters: Parameters): Record<string, unknown> {
  const sent = settingNames.flatMap((name) => {
    const { isSet, value } = parameters[name];
    const wire = isSet ? wireOf(name, value, parameters) : undefined;
    return wire === undefined ? [] : [[name, wire]];
  });
  return Object.fromEntries(sent) as Record<string, unknown>;
}

function wireOf(name: SettingName, value: Value, { schema }: Parameters): unknown {
  if (name !== 'response_format') return toWire(specOf(name), value);
  if (value !== 'json_schema') return { type: value };
  return { type: value, json_schema: JSON.parse(schema) as unknown };
}

/** The message as it is sent; none for an answer that has said nothing. */
function messageParam(message: ViewMessage): MessageParam[] {
  const { role, name, tool_call_id } = message;
  const calls = Array.isArray(message.tool_calls) ? message.tool_calls.map(callParam) : [];
  const isEmpty = calls.length === 0 && partsOf(message).length === 0;
  if (role === 'assistant' && isEmpty) return [];
  const param = {
    role,
    content: contentOf(message),
    ...(name !== undefined && { name }),
    ...(role === 'assistant' && message.refusal && { refusal: message.refusal }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(tool_call_id !== undefined && { tool_call_id }),
  };
  // Roles and parts of a stored message are sent back as they came, known to the type or not.
  return [param as MessageParam];
}

function contentOf({ content, content_parts }: ViewMessage): unknown {
  if (Array.isArray(content_parts) && content_parts.length > 0) return content_parts;
  return content ?? null;
}

/** Without the index that only the pieces of a stream carry. */
function callParam(value: unknown): unknown {
  const { index: _, ...call } = asRecord(value) ?? {};
  return call;
}
