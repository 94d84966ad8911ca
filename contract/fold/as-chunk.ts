import { isObject, type JsonObject, objectsOf } from '../json';

/**
 * A whole completion as the one chunk of a stream, or the beginning of one: what a stream that is joined late begins
 * with, and what a client that asked for a stream gets from a provider that cannot stream.
 */
export function asChunk(completion: JsonObject): JsonObject {
  const choices = objectsOf(completion['choices']).map(({ message, ...choice }) => ({
    ...choice,
    delta: isObject(message) ? withCallIndexes(message) : {},
  }));
  return { ...completion, object: 'chat.completion.chunk', choices };
}

/** In a stream every call says which one it is. */
function withCallIndexes(message: JsonObject): JsonObject {
  const calls = objectsOf(message['tool_calls']);
  if (calls.length === 0) return message;
  return { ...message, tool_calls: calls.map((call, index) => ({ ...call, index })) };
}
