import { objectOr, objectsOf } from '../json';
import { callsOf } from './calls';
import { readMessage, textOf } from './read-message';

/**
 * How many of the last messages are the answer itself: some servers append it to the messages of the request, each of
 * its choices in any order. `messages` are those of the list, `choices` those of the completion, both as they came.
 */
export function appendedCount(messages: readonly unknown[], choices: unknown): number {
  if (objectOr(messages.at(-1))['role'] !== 'assistant') return 0;
  const left = objectsOf(choices).map(({ message }) => essence(message));
  let count = 0;
  for (const message of messages.toReversed()) {
    const said = objectOr(message)['role'] === 'assistant' ? essence(message) : null;
    const at = said === null ? -1 : left.indexOf(said);
    if (at === -1) break;
    left.splice(at, 1);
    count += 1;
  }
  return count;
}

/** What a message says, in whichever form a server lists it; null for nothing, which is no sign of an answer. */
function essence(message: unknown): string | null {
  const answer = { ...objectOr(message), role: 'assistant' };
  const said = [textOf(answer), callsOf(answer)] as const;
  if (said[0] !== '' || said[1].length > 0) return JSON.stringify(said);
  const { parts, reasoning } = readMessage(answer);
  return parts.length > 0 || reasoning.text !== '' ? JSON.stringify([parts, reasoning.text]) : null;
}
