import { isObject, objectOr } from '../json';

/**
 * The messages of the request that some servers list beside the answer; null where it has none. They are what
 * `/messages` would say, and no parameter.
 */
export function inputMessages(completion: unknown): Record<string, unknown>[] | null {
  const messages = objectOr(completion)['input_messages'];
  if (!Array.isArray(messages) || messages.length === 0) return null;
  return messages.every((message) => isObject(message) && typeof message['role'] === 'string')
    ? messages
    : null;
}
