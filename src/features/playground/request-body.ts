import type { CreateParams, MessageParam } from '@/api/wire';
import { partsOf, type ViewMessage } from '@/components/message/message-parts';
import { messageOf, type Turn } from './conversation';
import type { Parameters } from './parameters';
import { linesOf, metadataOf } from './problems';
import { asRecord } from '@/lib/as-record';

/**
 * The body of a create request, built member by member so that nothing of the page's own state can slip into it.
 * What is not set is not there, and metadata goes only with store, as the API demands. Expects parameters without
 * problems.
 */
export function requestBody(turns: readonly Turn[], parameters: Parameters): CreateParams {
  const { temperature, top_p, max_completion_tokens, n, stop, seed } = parameters;
  const metadata = metadataOf(parameters.metadata);
  return {
    model: parameters.model,
    messages: turns.map(messageOf).flatMap((message) => (message ? messageParam(message) : [])),
    stream_options: { include_usage: true },
    ...(parameters.store && { store: true }),
    ...(parameters.store && Object.keys(metadata).length > 0 && { metadata }),
    ...(temperature.isSet && { temperature: temperature.value }),
    ...(top_p.isSet && { top_p: top_p.value }),
    ...(max_completion_tokens.isSet && {
      max_completion_tokens: Number(max_completion_tokens.value),
    }),
    ...(n.isSet && { n: Number(n.value) }),
    ...(stop.isSet && linesOf(stop.value).length > 0 && { stop: linesOf(stop.value) }),
    ...(seed.isSet && { seed: BigInt(seed.value.trim()) }),
    ...(parameters.reasoning_effort.isSet && {
      reasoning_effort: parameters.reasoning_effort.value,
    }),
    ...(parameters.response_format.isSet && { response_format: responseFormat(parameters) }),
    ...(parameters.tools.isSet && { tools: JSON.parse(parameters.tools.value) as [] }),
  };
}

function responseFormat({ response_format, schema }: Parameters): CreateParams['response_format'] {
  const type = response_format.value;
  if (type !== 'json_schema') return { type };
  return { type, json_schema: JSON.parse(schema) as { name: string } };
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
