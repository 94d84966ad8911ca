import { isObject, objectOr, objectsOf } from '#contract/json';
import { invalidType, missingParameter, unparsableJson } from '../../http/errors';
import type { DemoRequest } from './answers';
import type { DemoOptions } from './wire';

type Asked = Omit<DemoRequest, 'address'> & Omit<DemoOptions, 'promptTokens'>;

/**
 * The body of a request to the demo, which judges what it gets as a provider does: the gateway passes on what it does
 * not act on itself. Fails with 400.
 */
export function readDemoRequest(body: string): Asked {
  const asked = objectOr(parsed(body));
  const { model, messages, tools, n } = asked;
  if (model === undefined) throw missingParameter('model');
  if (typeof model !== 'string') throw invalidType('model', 'a string', model);
  if (!Array.isArray(messages)) throw invalidType('messages', 'an array of objects', messages);
  const odd = messages.findIndex((message) => !isObject(message));
  if (odd !== -1) throw invalidType(`messages[${odd}]`, 'an object', messages[odd]);
  if (tools != null && !Array.isArray(tools))
    throw invalidType('tools', 'an array of objects', tools);
  if (n != null && typeof n !== 'number') throw invalidType('n', 'an integer', n);
  return {
    model,
    messages: objectsOf(messages) as Asked['messages'],
    tools: objectsOf(tools).map((tool) => ({ function: objectOr(tool['function']) })),
    response_format: formatOf(objectOr(asked['response_format'])),
    stream: asked['stream'] === true,
    n: n == null ? 1 : Math.trunc(n) || 1,
    logprobs: asked['logprobs'] === true,
    stream_options: { include_usage: objectOr(asked['stream_options'])['include_usage'] === true },
  };
}

function formatOf(format: Record<string, unknown>): Asked['response_format'] {
  return { json_schema: { schema: objectOr(format['json_schema'])['schema'] } };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw unparsableJson();
  }
}
